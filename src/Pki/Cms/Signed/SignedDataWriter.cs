using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>
/// Writes SignedData (RFC 5652 §5.1): DER with the content in one piece, or BER with the content streamed through. The runtime's SignedCms refuses to
/// sign empty content, which a SCEP failure has, and knows no Ed25519.
/// </summary>
internal static class SignedDataWriter
{
    private const int ChunkBytes = 64 * 1024;
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly byte[] SignedDataOid = Encode(writer => writer.WriteObjectIdentifier(Oids.SignedData));
    private static readonly byte[] EndOfContents = [0, 0];

    /// <summary>A SignedData without signers, that only carries certificates.</summary>
    public static byte[] CertificatesOnly(IReadOnlyList<X509Certificate2> certificates) => Assemble(
        Head([], Oids.Data), EncodeOid(Oids.Data), null, Certificates([], certificates), [0x31, 0]);

    public static byte[] Sign(ReadOnlySpan<byte> content, IReadOnlyList<CmsSignerKey> signers, SignOptions options)
    {
        var digests = new MessageDigests(signers);
        digests.HashOnce(content);
        var (head, type) = (Head(signers, options.ContentType), EncodeOid(options.ContentType));
        var tail = Certificates(signers, options.Certificates);
        var infos = SignerInfoWriter.WriteAll(signers, digests, options);
        return options.Detached ? Assemble(head, type, null, tail, infos) : Assemble(head, type, content, tail, infos, hasContent: true);
    }

    /// <summary>The same in bounded memory: BER with indefinite lengths where the content is inside, DER where it is detached.</summary>
    public static void Sign(Stream content, Stream cms, IReadOnlyList<CmsSignerKey> signers, SignOptions options)
    {
        using var digests = new MessageDigests(signers);
        var (head, type) = (Head(signers, options.ContentType), EncodeOid(options.ContentType));
        if (options.Detached)
        {
            Pump(content, digests, null);
            cms.Write(Assemble(head, type, null, Certificates(signers, options.Certificates), SignerInfoWriter.WriteAll(signers, digests, options)));
            return;
        }

        // ContentInfo { signedData, [0] { SignedData { head, EncapsulatedContentInfo { type, [0] { OCTET STRING { chunks } } }, certificates, signers } } }
        cms.Write([0x30, 0x80, .. SignedDataOid, 0xA0, 0x80, 0x30, 0x80, .. head, 0x30, 0x80, .. type, 0xA0, 0x80, 0x24, 0x80]);
        Pump(content, digests, cms);
        for (var level = 0; level < 3; level++)
        {
            cms.Write(EndOfContents);
        }

        cms.Write(Certificates(signers, options.Certificates));
        cms.Write(SignerInfoWriter.WriteAll(signers, digests, options));
        for (var level = 0; level < 3; level++)
        {
            cms.Write(EndOfContents);
        }
    }

    private static void Pump(Stream content, MessageDigests digests, Stream? cms)
    {
        var buffer = new byte[ChunkBytes];
        Span<byte> header = stackalloc byte[6];
        int read;
        while ((read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            var chunk = buffer.AsSpan(0, read);
            digests.Append(chunk);
            if (cms is not null)
            {
                DerHeader.Write(header, 0x04, read);
                cms.Write(header[..DerHeader.Size(read)]);
                cms.Write(chunk);
            }
        }

        digests.Finish();
    }

    // RFC 5652 §5.1: version 3 where a signer has it or the content is not id-data, else 1.
    private static byte[] Head(IReadOnlyList<CmsSignerKey> signers, string contentType) => Encode(writer =>
    {
        var version = contentType == Oids.Data ? 1 : 3;
        var written = new List<DigestAlgorithm>(1);
        var digests = new AsnWriter(AsnEncodingRules.DER);
        using (digests.PushSetOf())
        {
            foreach (var signer in signers)
            {
                version = Math.Max(version, signer.Encoding.Version);
                if (!written.Contains(signer.DigestAlgorithm))
                {
                    written.Add(signer.DigestAlgorithm);
                    digests.WriteEncodedValue(signer.Encoding.DigestAlgorithm);
                }
            }
        }

        writer.WriteInteger(version);
        digests.CopyTo(writer);
    });

    // Each certificate once. RFC 5652 §10.2.3 has a SET, which DER sorts.
    private static byte[] Certificates(IReadOnlyList<CmsSignerKey> signers, IReadOnlyList<X509Certificate2> more)
    {
        var all = new List<ReadOnlyMemory<byte>>(signers.Count + more.Count);
        foreach (var signer in signers)
        {
            AddOnce(all, signer.Certificate);
        }

        foreach (var certificate in more)
        {
            AddOnce(all, certificate);
        }

        return all.Count == 0 ? [] : Encode(writer =>
        {
            using (writer.PushSetOf(Context0))
            {
                foreach (var certificate in all)
                {
                    writer.WriteEncodedValue(certificate.Span);
                }
            }
        });
    }

    private static void AddOnce(List<ReadOnlyMemory<byte>> all, X509Certificate2 certificate)
    {
        foreach (var there in all)
        {
            if (there.Span.SequenceEqual(certificate.RawDataMemory.Span))
            {
                return;
            }
        }

        all.Add(certificate.RawDataMemory);
    }

    // The content is copied once, to where it stands in the end: a mail has megabytes of it.
    private static byte[] Assemble(
        ReadOnlySpan<byte> head, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, ReadOnlySpan<byte> certificates, ReadOnlySpan<byte> signers, bool hasContent = false)
    {
        var octets = DerHeader.SizeWith(content.Length);
        var encapsulated = type.Length + (hasContent ? DerHeader.SizeWith(octets) : 0);
        var body = checked(head.Length + DerHeader.SizeWith(encapsulated) + certificates.Length + signers.Length);
        var tagged = DerHeader.SizeWith(body);
        var outer = SignedDataOid.Length + DerHeader.SizeWith(tagged);
        var der = GC.AllocateUninitializedArray<byte>(DerHeader.SizeWith(outer));
        var rest = DerHeader.Copy(DerHeader.Write(der, 0x30, outer), SignedDataOid);
        rest = DerHeader.Copy(DerHeader.Write(DerHeader.Write(rest, 0xA0, tagged), 0x30, body), head);
        rest = DerHeader.Copy(DerHeader.Write(rest, 0x30, encapsulated), type);
        if (hasContent)
        {
            rest = DerHeader.Copy(DerHeader.Write(DerHeader.Write(rest, 0xA0, octets), 0x04, content.Length), content);
        }

        DerHeader.Copy(DerHeader.Copy(rest, certificates), signers);
        return der;
    }

    private static byte[] EncodeOid(string oid) => Encode(writer => writer.WriteObjectIdentifier(oid));

    private static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
