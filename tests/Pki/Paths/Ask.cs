using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Questions about paths, in short.</summary>
internal static class Ask
{
    public static readonly DateTimeOffset At = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static PathRequest For(X509Certificate2 certificate, TestCa anchor, params X509Certificate2[] intermediates) => new()
    {
        Certificate = certificate,
        Trust = Trust(anchor.Certificate),
        Intermediates = intermediates,
        At = At,
        RevocationMode = RevocationMode.None,
    };

    public static TrustAnchors Trust(params X509Certificate2[] anchors) => Given.Ok(TrustAnchors.Create(anchors));

    public static PathResult Validate(this PathRequest request) => CertificatePath.Validate(request);

    /// <summary>The same request with lists at hand, which it must use.</summary>
    public static PathRequest With(this PathRequest request, params byte[][] lists) => request with
    {
        RevocationMode = RevocationMode.Require,
        Revocation = RevocationData.Read(lists.Select(list => (ReadOnlyMemory<byte>)list), []),
    };

    public static void Valid(PathRequest request)
    {
        var result = request.Validate();
        Assert.True(result.Verdict == PathVerdict.Valid, Describe(result));
        Assert.Empty(result.Reasons);
    }

    public static PathResult Fails(PathVerdict verdict, PathReasonCode code, PathRequest request)
    {
        var result = request.Validate();
        Assert.True(result.Verdict == verdict && result.Reasons.Any(reason => reason.Code == code), $"Not {verdict} {code}: {Describe(result)}");
        return result;
    }

    public static PathResult Invalid(PathReasonCode code, PathRequest request) => Fails(PathVerdict.Invalid, code, request);

    public static PathResult Unverifiable(PathReasonCode code, PathRequest request) => Fails(PathVerdict.Unverifiable, code, request);

    public static string Describe(PathResult result) =>
        $"{result.Verdict}: {string.Join("; ", result.Reasons.Select(reason => $"{reason.Name} {reason.Certificate?.Subject} {reason.Detail}"))}";
}
