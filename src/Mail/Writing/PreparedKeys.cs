using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail.Writing;

/// <summary>What is made ready once for a signer and for a certificate, as long as the caller keeps those.</summary>
internal static class PreparedKeys
{
    private static readonly ConditionalWeakTable<MailSigner, ConcurrentDictionary<SignatureScheme, CmsSignerKey>> Signers = [];
    private static readonly ConditionalWeakTable<X509Certificate2, ConcurrentDictionary<KeyManagement, EnvelopeRecipient>> Recipients = [];

    public static PkiResult<CmsSignerKey> Signer(MailSigner signer, SignatureAlgorithms algorithms)
    {
        var known = Signers.GetOrCreateValue(signer);
        if (known.TryGetValue(algorithms.Scheme, out var key))
        {
            return key;
        }

        var created = CmsSignerKey.Create(signer.Certificate, signer.Key, algorithms.Scheme, algorithms.Digest);
        return created.IsOk ? known.GetOrAdd(algorithms.Scheme, created.Value) : created;
    }

    public static PkiResult<EnvelopeRecipient> Recipient(RecipientAlgorithms recipient)
    {
        var certificate = recipient.Recipient.Certificate;
        var known = Recipients.GetOrCreateValue(certificate);
        if (known.TryGetValue(recipient.KeyManagement, out var prepared))
        {
            return prepared;
        }

        var created = EnvelopeRecipient.Create(certificate, recipient.KeyManagement);
        return created.IsOk ? known.GetOrAdd(recipient.KeyManagement, created.Value)
            : new PkiError(PkiErrorCode.MailRecipientUnsuitable, $"{certificate.Subject}: {created.Error.Detail}");
    }
}
