using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Mail;

/// <summary>
/// Decides what is written, from one small table, for every recipient: from what he announces, the kind of his key, and the organisation's policy
/// (RFC 8551 §2.7). Nothing below AES-128, no 3DES, no SHA-1 signature and no RSA key under 2048 bits is ever chosen, whatever anybody announces.
/// </summary>
public static class AlgorithmPolicy
{
    private enum Use
    {
        WhenAnnounced,
        UnlessAnnouncedWithout,
        Always,
    }

    private sealed record Row(Use Gcm, Use Oaep, bool Pss);

    // The table: when GCM, when OAEP, and whether RSA signs with PSS.
    private static readonly FrozenDictionary<MailPolicy, Row> Rows = new Dictionary<MailPolicy, Row>
    {
        [MailPolicy.Compatible] = new(Use.WhenAnnounced, Use.WhenAnnounced, Pss: false),
        [MailPolicy.Modern] = new(Use.UnlessAnnouncedWithout, Use.UnlessAnnouncedWithout, Pss: false),
        [MailPolicy.Strict] = new(Use.Always, Use.Always, Pss: true),
    }.ToFrozenDictionary();

    // Best first. What stands below AES-128 is not in the table, so it cannot be chosen.
    private static readonly (ContentCipher Cipher, string Oid)[] Gcm =
    [
        (ContentCipher.Aes256Gcm, Oids.Aes256Gcm), (ContentCipher.Aes192Gcm, Oids.Aes192Gcm), (ContentCipher.Aes128Gcm, Oids.Aes128Gcm),
    ];

    private static readonly (ContentCipher Cipher, string Oid)[] Cbc =
    [
        (ContentCipher.Aes256Cbc, Oids.Aes256Cbc), (ContentCipher.Aes192Cbc, Oids.Aes192Cbc), (ContentCipher.Aes128Cbc, Oids.Aes128Cbc),
    ];

    // RFC 5753 §7.1.4: a key agreement scheme is announced with its key wrap as the parameter.
    private static readonly (KeyManagement Management, string Oid)[] Ecdh =
    [
        (KeyManagement.EcdhSha512Aes256, Oids.EcdhSha512), (KeyManagement.EcdhSha384Aes256, Oids.EcdhSha384), (KeyManagement.EcdhSha256Aes256, Oids.EcdhSha256),
    ];

    /// <summary>Chooses what a message is encrypted with.</summary>
    /// <param name="recipients">The recipients, at least one.</param>
    /// <param name="policy">The organisation's policy.</param>
    /// <returns>The choice and its reasons; <c>mailRecipientUnsuitable</c> where a certificate cannot be encrypted to at all, or where the policy is
    /// <see cref="MailPolicy.Strict"/> and a recipient announces capabilities without what it demands.</returns>
    public static PkiResult<MailAlgorithms> Choose(IReadOnlyList<MailRecipient> recipients, MailPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        var known = recipients.Select(recipient => (Recipient: recipient, recipient.Capabilities)).ToArray();
        var choices = ImmutableArray.CreateBuilder<RecipientAlgorithms>(known.Length);
        foreach (var (recipient, capabilities) in known)
        {
            if (KeyFor(recipient, capabilities, Rows[policy]) is not { } choice)
            {
                return Unsuitable(recipient.Certificate, "its key is neither RSA of 2048 bits or more nor on P-256, P-384 or P-521");
            }

            choices.Add(choice);
        }

        if (policy == MailPolicy.Strict && known.FirstOrDefault(one => LacksGcm(one.Capabilities)) is { Recipient: { } lacking })
        {
            return Unsuitable(lacking.Certificate, "it announces capabilities without AES-GCM, which the strict policy demands");
        }

        var (cipher, why) = CipherFor([.. known.Select(one => (one.Recipient, one.Capabilities))], Rows[policy]);
        return known.Length == 0 ? new PkiError(PkiErrorCode.MailRecipientUnsuitable, "There is no recipient.")
            : new MailAlgorithms(cipher, choices.ToImmutable(), why);
    }

    /// <summary>Chooses what a message is signed with.</summary>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="policy">The organisation's policy.</param>
    /// <returns>The choice and its reasons; <c>keyUnsupported</c> where the certificate's key does not sign mail.</returns>
    public static PkiResult<SignatureAlgorithms> ChooseSignature(X509Certificate2 signer, MailPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return PolicyKeys.KindOf(signer) switch
        {
            { IsRsa: true, Bits: >= 2048 } when Rows[policy].Pss =>
                new SignatureAlgorithms(SignatureScheme.RsaPss, HashAlgorithmName.SHA256, [new(AlgorithmReasonCode.PolicyDemands, "RSA-PSS")]),
            { IsRsa: true, Bits: >= 2048 } =>
                new SignatureAlgorithms(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA256, [new(AlgorithmReasonCode.PolicyCompatible, "RSA PKCS#1 v1.5")]),
            { IsEc: true } key => new SignatureAlgorithms(SignatureScheme.Ecdsa, key.Digest, [new(AlgorithmReasonCode.KeyKind, key.Name)]),
            // RFC 8419 §3: Ed25519 goes with SHA-512.
            { IsEd25519: true } key => new SignatureAlgorithms(SignatureScheme.Ed25519, HashAlgorithmName.SHA512, [new(AlgorithmReasonCode.KeyKind, key.Name)]),
            var key => new PkiError(PkiErrorCode.KeyUnsupported, $"{key.Name} does not sign mail here."),
        };
    }

    private static PkiError Unsuitable(X509Certificate2 certificate, string why) =>
        new(PkiErrorCode.MailRecipientUnsuitable, $"{certificate.Subject}: {why}.");

    private static (ContentCipher Cipher, ImmutableArray<AlgorithmReason> Why) CipherFor(
        IReadOnlyList<(MailRecipient Recipient, SmimeCapabilities? Capabilities)> known, Row row)
    {
        if (row.Gcm == Use.Always)
        {
            return (ContentCipher.Aes256Gcm, [new(AlgorithmReasonCode.PolicyDemands, "AES-256-GCM")]);
        }

        var silentMayGcm = row.Gcm == Use.UnlessAnnouncedWithout;
        foreach (var (cipher, oid) in Gcm)
        {
            if (known.All(one => one.Capabilities?.Announces(oid) ?? silentMayGcm))
            {
                var code = known.All(one => one.Capabilities is not null) ? AlgorithmReasonCode.AllAnnounce : AlgorithmReasonCode.NothingKnownModern;
                return (cipher, [new(code, cipher.ToString())]);
            }
        }

        return CbcFor(known, silentMayGcm);
    }

    private static (ContentCipher Cipher, ImmutableArray<AlgorithmReason> Why) CbcFor(
        IReadOnlyList<(MailRecipient Recipient, SmimeCapabilities? Capabilities)> known, bool silentMayGcm)
    {
        var lacking = known.Where(one => LacksGcm(one.Capabilities)).Select(one => new AlgorithmReason(AlgorithmReasonCode.RecipientLacks, one.Recipient.Certificate.Subject));
        var silent = known.Where(one => one.Capabilities is null && !silentMayGcm)
            .Select(one => new AlgorithmReason(AlgorithmReasonCode.NothingKnownCompatible, one.Recipient.Certificate.Subject));
        var weak = known.Where(one => one.Capabilities is { } some && !Cbc.Concat(Gcm).Any(row => some.Announces(row.Oid)))
            .Select(one => new AlgorithmReason(AlgorithmReasonCode.WeakIsNeverWritten, one.Recipient.Certificate.Subject));
        // Who announces no AES in CBC at all gets the strongest all the same: whatever is weaker is never written.
        var cipher = Cbc.Where(row => known.All(one => one.Capabilities is null || one.Capabilities.Announces(row.Oid) || !Cbc.Any(any => one.Capabilities.Announces(any.Oid))))
            .Select(row => row.Cipher).Append(ContentCipher.Aes128Cbc).First();
        return (cipher, [.. lacking, .. silent, .. weak]);
    }

    private static bool LacksGcm(SmimeCapabilities? capabilities) => capabilities is not null && !Gcm.Any(row => capabilities.Announces(row.Oid));

    private static RecipientAlgorithms? KeyFor(MailRecipient recipient, SmimeCapabilities? capabilities, Row row) => PolicyKeys.KindOf(recipient.Certificate) switch
    {
        { IsRsa: true, Bits: >= 2048 } => RsaFor(recipient, capabilities, row.Oaep),
        { IsEc: true } key => EcdhFor(recipient, capabilities, key),
        _ => null,
    };

    private static RecipientAlgorithms RsaFor(MailRecipient recipient, SmimeCapabilities? capabilities, Use use)
    {
        var announced = capabilities?.Items.FirstOrDefault(item => item.Oid == Oids.RsaOaep);
        var (oaep, why) = (use, capabilities, announced) switch
        {
            (Use.Always, _, _) => (true, AlgorithmReasonCode.PolicyDemands),
            (_, _, not null) => (true, AlgorithmReasonCode.RecipientAnnounces),
            (Use.WhenAnnounced, null, _) => (false, AlgorithmReasonCode.NothingKnownCompatible),
            (Use.UnlessAnnouncedWithout, null, _) => (true, AlgorithmReasonCode.NothingKnownModern),
            // Most lists name ciphers alone: who announces GCM has S/MIME 4.0, and that reads OAEP (RFC 8551 §2.3).
            (Use.UnlessAnnouncedWithout, not null, _) when !LacksGcm(capabilities) => (true, AlgorithmReasonCode.RecipientAnnounces),
            _ => (false, AlgorithmReasonCode.RecipientLacks),
        };
        var management = oaep ? PolicyKeys.OaepHash(announced?.Parameters) : KeyManagement.RsaPkcs1;
        return new RecipientAlgorithms(recipient, management, [new(why, recipient.Certificate.Subject)]);
    }

    private static RecipientAlgorithms EcdhFor(MailRecipient recipient, SmimeCapabilities? capabilities, PolicyKey key)
    {
        foreach (var item in capabilities?.Items ?? [])
        {
            if (Ecdh.FirstOrDefault(one => one.Oid == item.Oid) is { Oid: not null } announced)
            {
                return new RecipientAlgorithms(recipient, announced.Management, [new(AlgorithmReasonCode.RecipientAnnounces, recipient.Certificate.Subject)]);
            }
        }

        return new RecipientAlgorithms(recipient, key.Agreement, [new(AlgorithmReasonCode.KeyKind, key.Name)]);
    }
}
