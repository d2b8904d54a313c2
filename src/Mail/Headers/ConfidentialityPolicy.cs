using System.Text;
using Chancery.Mail.Mime;

namespace Chancery.Mail.Headers;

/// <summary>The header confidentiality policy hcp_baseline (RFC 9788 §3.2.1), and which fields it is asked about.</summary>
internal static class ConfidentialityPolicy
{
    /// <summary>What stands outside in place of the subject.</summary>
    public const string ObscuredSubject = "[...]";

    // Written by the road, not by the author: they prove nothing inside, and change at every hop.
    private static readonly string[] Trace =
    [
        "Return-Path", "Received", "Delivered-To", "DKIM-Signature", "Authentication-Results", "ARC-Seal", "ARC-Message-Signature",
        "ARC-Authentication-Results", "X-Original-To",
    ];

    /// <summary>Whether a field is the author's and no part of the MIME structure.</summary>
    public static bool IsAuthors(RawField field) =>
        !field.IsStructural && !field.Is("Bcc") && !field.Is("HP-Outer") && !Trace.Contains(field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands outside for a field: null where nothing does.</summary>
    public static ReadOnlyMemory<byte>? Outside(RawField field) => field.Is("Subject") ? Encoding.ASCII.GetBytes($"Subject: {ObscuredSubject}\r\n")
        : field.Is("Keywords") || field.Is("Comments") ? default(ReadOnlyMemory<byte>?) : field.Raw;
}
