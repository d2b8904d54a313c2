using Chancery.Pki;
using Chancery.Simulators.Apple.Store;

namespace Chancery.Simulators.Apple.Payloads;

internal static partial class PayloadReader
{
    private static Outcome<Payload> Certificate(PayloadHeader header, FieldReader fields, bool isAnchor)
    {
        var content = fields.Data("PayloadContent");
        if (fields.Error is { } error)
        {
            return error;
        }

        var read = CertificateReader.ReadAll(content);
        if (!read.IsOk)
        {
            return DeviceErrors.MalformedCertificate(read.Error.Detail);
        }

        return read.Value is [var one] ? new CertificatePayload(header, one, isAnchor) : DeviceErrors.TooManyCertificates();
    }

    private static Outcome<Payload> Identity(PayloadHeader header, FieldReader fields)
    {
        var pkcs12 = fields.Data("PayloadContent");
        var password = fields.OptionalText("Password") ?? string.Empty;
        var isExtractable = fields.Boolean("KeyIsExtractable", otherwise: true);
        _ = fields.Boolean("AllowAllAppsAccess", otherwise: false);
        if (fields.Error is { } error)
        {
            return error;
        }

        if (ApplePkcs12Rules.Refusal(pkcs12, password) is { } refusal)
        {
            return refusal;
        }

        var read = Pki.Pkcs12.Read(pkcs12, password, Pkcs12Limits.Import);
        if (!read.IsOk)
        {
            return read.Error.Code switch
            {
                PkiErrorCode.PfxWrongPassword => DeviceErrors.InvalidPassword("The password does not open the PKCS#12."),
                PkiErrorCode.PfxNoKey or PkiErrorCode.PfxKeyMismatch => DeviceErrors.NotAnIdentity(read.Error.Detail),
                _ => DeviceErrors.MalformedCertificate(read.Error.Detail),
            };
        }

        return read.Value is [var one] ? new IdentityPayload(header, one, pkcs12, password, isExtractable) : DeviceErrors.TooManyCertificates();
    }
}
