using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki.Tests;

/// <summary>An entry of a test's revocation list.</summary>
internal sealed record CrlLine(
    X509Certificate2 Certificate, DateTimeOffset At, X509RevocationReason? Reason = null, DateTimeOffset? Invalidity = null, bool NamesIssuer = false,
    string? Critical = null);

/// <summary>Writes revocation lists, extensions and all, which the runtime's builder does not.</summary>
internal static class TestCrl
{
    public static byte[] Write(
        TestCa signer, DateTimeOffset at, DateTimeOffset? next, int? number, IEnumerable<X509Extension> extensions, IReadOnlyCollection<CrlLine> lines,
        byte[]? encodedEntries = null, X500DistinguishedName? issuer = null)
    {
        // The writer grows by a kilobyte at a time, copying all.
        var capacity = 4096 + (encodedEntries?.Length ?? 0) + (issuer?.RawData.Length ?? 0);
        var body = new AsnWriter(AsnEncodingRules.DER, capacity);
        using (body.PushSequence())
        {
            body.WriteInteger(1);
            Algorithm(body);
            body.WriteEncodedValue((issuer ?? signer.Certificate.SubjectName).RawData);
            body.WriteUtcTime(at);
            if (next is { } until)
            {
                body.WriteUtcTime(until);
            }

            if (encodedEntries is not null)
            {
                body.WriteEncodedValue(encodedEntries);
            }
            else if (lines.Count > 0)
            {
                using var entries = body.PushSequence();
                foreach (var line in lines)
                {
                    WriteLine(body, line);
                }
            }

            WriteExtensions(body, number, extensions);
        }

        var list = new AsnWriter(AsnEncodingRules.DER, capacity);
        using (list.PushSequence())
        {
            list.WriteEncodedValue(body.Encode());
            Algorithm(list);
            list.WriteBitString(signer.Key.SignData(body.Encode(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return list.Encode();
    }

    /// <summary>An issuing distribution point (RFC 5280 §5.2.5).</summary>
    public static X509Extension Scope(string? directoryName = null, bool users = false, bool authorities = false, byte[]? reasons = null, bool indirect = false) =>
        TestCa.Extension("2.5.29.28", true, writer =>
        {
            using (writer.PushSequence())
            {
                if (directoryName is not null)
                {
                    using (writer.PushSequence(TestCa.Tag(0)))
                    {
                        FullName(writer, directoryName);
                    }
                }

                Flag(writer, 1, users);
                Flag(writer, 2, authorities);
                if (reasons is not null)
                {
                    writer.WriteBitString(reasons, 0, TestCa.Tag(3));
                }

                Flag(writer, 4, indirect);
            }
        });

    /// <summary>A delta of a base (RFC 5280 §5.2.4).</summary>
    public static X509Extension DeltaOf(int number) => TestCa.Extension("2.5.29.27", true, writer => writer.WriteInteger(number));

    /// <summary>A distribution point of a certificate (RFC 5280 §4.2.1.13).</summary>
    public static X509Extension Points(string? directoryName, string? crlIssuer = null, string? url = null) => TestCa.Extension("2.5.29.31", false, writer =>
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            if (directoryName is not null || url is not null)
            {
                using (writer.PushSequence(TestCa.Tag(0)))
                {
                    FullName(writer, directoryName, url);
                }
            }

            if (crlIssuer is not null)
            {
                using (writer.PushSequence(TestCa.Tag(2)))
                {
                    Directory(writer, crlIssuer);
                }
            }
        }
    });

    private static void FullName(AsnWriter writer, string? directoryName, string? url = null)
    {
        using (writer.PushSequence(TestCa.Tag(0)))
        {
            if (directoryName is not null)
            {
                Directory(writer, directoryName);
            }

            if (url is not null)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, url, TestCa.Tag(6));
            }
        }
    }

    private static void Directory(AsnWriter writer, string name)
    {
        using (writer.PushSequence(TestCa.Tag(4)))
        {
            writer.WriteEncodedValue(new X500DistinguishedName(name).RawData);
        }
    }

    private static void Flag(AsnWriter writer, int tag, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(true, TestCa.Tag(tag));
        }
    }

    private static void Algorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
        }
    }

    private static void WriteLine(AsnWriter writer, CrlLine line)
    {
        using var entry = writer.PushSequence();
        writer.WriteInteger(line.Certificate.SerialNumberBytes.Span);
        writer.WriteUtcTime(line.At);
        if (line is { Reason: null, Invalidity: null, NamesIssuer: false, Critical: null })
        {
            return;
        }

        using var extensions = writer.PushSequence();
        if (line.Reason is { } reason)
        {
            Extension(writer, TestCa.Extension("2.5.29.21", false, value => value.WriteEnumeratedValue(reason)));
        }

        if (line.Invalidity is { } invalidity)
        {
            Extension(writer, TestCa.Extension("2.5.29.24", false, value => value.WriteGeneralizedTime(invalidity, omitFractionalSeconds: true)));
        }

        if (line.NamesIssuer)
        {
            Extension(writer, TestCa.Extension("2.5.29.29", true, value =>
            {
                using (value.PushSequence())
                {
                    Directory(value, line.Certificate.IssuerName.Name);
                }
            }));
        }

        if (line.Critical is { } oid)
        {
            Extension(writer, TestCa.Extension(oid, true, value => value.WriteNull()));
        }
    }

    private static void WriteExtensions(AsnWriter writer, int? number, IEnumerable<X509Extension> extensions)
    {
        using (writer.PushSequence(TestCa.Tag(0)))
        using (writer.PushSequence())
        {
            if (number is { } known)
            {
                Extension(writer, TestCa.Extension("2.5.29.20", false, value => value.WriteInteger(known)));
            }

            foreach (var extension in extensions)
            {
                Extension(writer, extension);
            }
        }
    }

    private static void Extension(AsnWriter writer, X509Extension extension)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(extension.Oid!.Value!);
            if (extension.Critical)
            {
                writer.WriteBoolean(true);
            }

            writer.WriteOctetString(extension.RawData);
        }
    }
}
