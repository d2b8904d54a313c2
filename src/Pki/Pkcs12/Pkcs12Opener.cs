using System.Security.Cryptography.Pkcs;

namespace Chancery.Pki;

/// <summary>Opens a PKCS#12 file into its bags, each cost booked before it is paid.</summary>
internal static class Pkcs12Opener
{
    public static PkiError? Open(ReadOnlyMemory<byte> pfx, string password, Pkcs12Content content)
    {
        if (pfx.Length > content.Limits.MaxBytes)
        {
            return new PkiError(PkiErrorCode.PfxTooLarge, $"More than {content.Limits.MaxBytes} bytes.");
        }

        var decoded = Hostile.Read(PkiErrorCode.PfxMalformed, "Not a PKCS#12 file.", () => Decode(pfx));
        if (!decoded.IsOk)
        {
            return decoded.Error;
        }

        var (info, costs) = decoded.Value;
        if (Book(costs.Mac is { } mac ? [mac, .. costs.Safes] : costs.Safes, content) is { } tooCostly)
        {
            return tooCostly;
        }

        var found = costs.Pbmac1 is { } pbmac1 ? CheckPassword(pbmac1, password) : FindPassword(info, password);
        return found.IsOk ? OpenSafes(info, found.Value.Password, found.Value.Proven, content) : found.Error;
    }

    private static PkiResult<(Pkcs12Info Info, Pkcs12Costs Costs)> Decode(ReadOnlyMemory<byte> pfx)
    {
        var costs = Pkcs12Costs.Of(pfx);
        return costs.IsSigned
            ? PkiResult<(Pkcs12Info, Pkcs12Costs)>.Fail(PkiErrorCode.PfxUnsupported, "The file is signed, not protected by a password.")
            : (Pkcs12Info.Decode(pfx, out _, skipCopy: false), costs);
    }

    private static PkiError? Book(List<long> derivations, Pkcs12Content content) =>
        derivations.Select(content.Spend).FirstOrDefault(error => error is not null);

    private static PkiResult<(string? Password, bool Proven)> CheckPassword(Pbmac1 mac, string password) => mac.Verify(password) switch
    {
        true => PkiResult<(string?, bool)>.Ok((password, true)),
        false => PkiResult<(string?, bool)>.Fail(PkiErrorCode.PfxWrongPassword, "The password does not open the file."),
        null => PkiResult<(string?, bool)>.Fail(PkiErrorCode.PfxUnsupported, "The MAC is PBMAC1 with an algorithm or a key length that is not supported."),
    };

    /// <summary>The password in the form that the MAC proves. An empty one has two encodings, none and two zero octets (RFC 7292 §B.1).</summary>
    private static PkiResult<(string? Password, bool Proven)> FindPassword(Pkcs12Info info, string password)
    {
        if (info.IntegrityMode != Pkcs12IntegrityMode.Password)
        {
            return (password, false);
        }

        return Hostile.Read(PkiErrorCode.PfxUnsupported, "The MAC's algorithm is not supported.", () =>
        {
            if (info.VerifyMac(password))
            {
                return PkiResult<(string?, bool)>.Ok((password, true));
            }

            return password.Length == 0 && info.VerifyMac((string?)null)
                ? PkiResult<(string?, bool)>.Ok((null, true))
                : PkiResult<(string?, bool)>.Fail(PkiErrorCode.PfxWrongPassword, "The password does not open the file.");
        });
    }

    private static PkiError? OpenSafes(Pkcs12Info info, string? password, bool proven, Pkcs12Content content)
    {
        // Where the MAC has proven the password, a safe that does not decrypt is broken or foreign; where there is no MAC, the password is the likelier fault.
        var fault = proven
            ? new PkiError(PkiErrorCode.PfxUnsupported, "A part of the file does not decrypt: its cipher is not supported, or it has another password.")
            : new PkiError(PkiErrorCode.PfxWrongPassword, "The password does not open the file.");
        var bags = new Pkcs12Bags(password, fault, content);
        foreach (var safe in info.AuthenticatedSafe)
        {
            if (bags.Open(safe, depth: 1) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
