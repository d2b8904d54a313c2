using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>How a CMS message names one of its recipients (RFC 5652 §6.2.1). It is public: knowing it tells nothing about the content.</summary>
public sealed class CmsRecipientName
{
    private readonly SubjectIdentifier _identifier;

    private CmsRecipientName(SubjectIdentifier identifier) => _identifier = identifier;

    /// <summary>Whether it names this certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    public bool IsOf(X509Certificate2 certificate) => _identifier.MatchesCertificate(certificate);

    internal static CmsRecipientName? Of(RecipientInfo info) => info is KeyTransRecipientInfo && info.RecipientIdentifier.Type
        is SubjectIdentifierType.IssuerAndSerialNumber or SubjectIdentifierType.SubjectKeyIdentifier && info.RecipientIdentifier.Value is not null
            ? new(info.RecipientIdentifier)
            : null;
}
