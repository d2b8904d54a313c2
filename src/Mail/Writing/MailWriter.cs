using System.Collections.Immutable;
using Chancery.Pki;

namespace Chancery.Mail.Writing;

/// <summary>Writes a mail from the inside out: the body, the signature around it, the encryption around both, the header on top.</summary>
internal static class MailWriter
{
    public static PkiResult<byte[]> Plain(MailDraft draft) => HeaderWriter.Write(draft) is not { } header ? AddressInvalid
        : (byte[])[.. header, .. BodyWriter.Write(draft, repeatsSubject: false).Span];

    public static PkiResult<ProtectedMail> Write(MailDraft draft, ProtectionSettings settings)
    {
        var letter = Letter.Of(draft, settings is { Encrypts: true, Headers: HeaderProtection.ProtectedWithLegacyDisplay });
        return letter is null ? AddressInvalid
            : letter.Entity.Raw.Length > SecureMail.LargestMail ? new PkiError(PkiErrorCode.MailTooLarge, $"A mail may have {SecureMail.LargestMail} bytes.")
            : Write(letter, settings with { SigningTime = settings.SigningTime ?? draft.Date });
    }

    public static PkiResult<ProtectedMail> Write(ReadOnlyMemory<byte> message, ProtectionSettings settings)
    {
        var letter = Letter.Read(message);
        return letter.IsOk ? Write(letter.Value, settings) : letter.Error;
    }

    private static PkiResult<ProtectedMail> Write(Letter letter, ProtectionSettings settings)
    {
        var payload = Payload.Of(letter, settings.Headers, settings.Encrypts);
        var (entity, signatures) = (payload.Entity, ImmutableArray<SignatureAlgorithms>.Empty);
        if (!settings.Signers.IsEmpty)
        {
            var signed = SignedEntity.Wrap(entity, settings);
            if (!signed.IsOk)
            {
                return signed.Error;
            }

            (entity, signatures) = signed.Value;
        }

        return settings.Encrypts ? Encrypted(payload.Outer, entity, settings, signatures)
            : new ProtectedMail(Joined(payload.Outer, entity), [], null, signatures);
    }

    private static PkiResult<ProtectedMail> Encrypted(
        ReadOnlyMemory<byte> outer, ReadOnlyMemory<byte> entity, ProtectionSettings settings, ImmutableArray<SignatureAlgorithms> signatures)
    {
        var open = settings.Own is { } own && !settings.Recipients.Any(recipient => recipient.Certificate.Equals(own))
            ? settings.Recipients.Add(new MailRecipient(own)) : settings.Recipients;
        var main = EncryptedEntity.Wrap(entity, open, settings.Policy);
        if (!main.IsOk)
        {
            return main.Error;
        }

        var copies = ImmutableArray.CreateBuilder<BlindCopy>();
        foreach (var blind in settings.BlindRecipients)
        {
            var copy = EncryptedEntity.Wrap(entity, [blind], settings.Policy);
            if (!copy.IsOk)
            {
                return copy.Error;
            }

            copies.Add(new BlindCopy(blind, Joined(outer, copy.Value.Entity), copy.Value.Algorithms));
        }

        return new ProtectedMail(Joined(outer, main.Value.Entity), copies.ToImmutable(), main.Value.Algorithms, signatures);
    }

    private static byte[] Joined(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> entity) => [.. header.Span, .. entity.Span];

    private static PkiError AddressInvalid => new(PkiErrorCode.MailAddressInvalid, "From and every To must be one mail address each, and there must be a To.");
}
