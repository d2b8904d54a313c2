using System.Security.Cryptography;
using System.Text;

namespace Chancery.Connector.Work.Enrollment;

/// <summary>
/// A one-time SCEP challenge: the enrolment's identifier, by which the row is found, a full stop, and 256 random bits, which are compared
/// by their hash. Only the hash is stored. ASCII alone: challengePassword is a PrintableString to some clients (RFC 2985 §5.4.1).
/// </summary>
internal static class Challenge
{
    internal static string Make(Guid enrollmentId) => $"{enrollmentId:N}.{RandomNumberGenerator.GetHexString(64, lowercase: true)}";

    internal static byte[] Hash(string challenge) => SHA256.HashData(Encoding.UTF8.GetBytes(challenge));

    internal static Guid? EnrollmentOf(string? challenge) =>
        challenge is { Length: 97 } && challenge[32] == '.' && Guid.TryParseExact(challenge.AsSpan(0, 32), "N", out var id) ? id : null;
}
