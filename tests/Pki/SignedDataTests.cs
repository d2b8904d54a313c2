using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;

namespace Chancery.Pki.Tests;

public sealed class SignedDataTests
{
    private static readonly byte[] Content = "Ein Wort, un mot, a word."u8.ToArray();
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    public static TheoryData<string, string> Times => new()
    {
        { "2049-12-31T23:59:59Z", "17" }, { "2050-01-01T00:00:00Z", "18" }, { "1949-06-01T12:00:00Z", "18" }, { "2026-03-01T10:11:12+02:00", "17" },
    };

    [Fact]
    public void Signers_whoseKeyCannotSign_areRefused()
    {
        var certificate = Signers.Of("RSA-2048").Certificate;
        var key = Signers.Of("RSA-2048").Key;
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, Signers.Of("RSA-1024").Key));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, Given.Key2));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, key, SignatureScheme.Ecdsa));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, key, digest: HashAlgorithmName.SHA1));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(certificate, key, digest: HashAlgorithmName.MD5));
        Given.Fails(
            PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(Signers.Of("Ed25519").Certificate, Signers.Of("Ed25519").Key, digest: HashAlgorithmName.SHA256));
        using var brainpool = ECDsa.Create(ECCurve.CreateFromFriendlyName("brainpoolP320r1"));
        Given.Fails(PkiErrorCode.SignerUnsuitable, CmsSignerKey.Create(Signers.Issue("odd", brainpool), brainpool));
    }

    [Theory]
    [InlineData("RSA-2048", SignatureScheme.RsaPkcs1, "SHA256")]
    [InlineData("P-256", SignatureScheme.Ecdsa, "SHA256")]
    [InlineData("P-384", SignatureScheme.Ecdsa, "SHA384")]
    [InlineData("P-521", SignatureScheme.Ecdsa, "SHA512")]
    [InlineData("Ed25519", SignatureScheme.Ed25519, "SHA512")]
    public void Signer_leftToChoose_takesWhatGoesWithTheKey(string key, SignatureScheme scheme, string digest)
    {
        var signer = Signers.Signer(key);
        Assert.Equal((scheme, digest), (signer.Scheme, signer.Digest.Name));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void SigningTime_isWrittenByRfc5652AndReadBack(string time, string tag)
    {
        var instant = DateTimeOffset.Parse(time);
        var signer = Read(Sign(new SignOptions { SigningTime = instant }));
        Assert.Equal(instant, signer.SigningTime);
        var value = Assert.Single(signer.SignedAttributes, attribute => attribute.Oid == Oids.SigningTime).Values[0];
        Assert.Equal(Convert.FromHexString(tag)[0], value[0]);
    }

    [Fact]
    public void ExtraAttributes_areSignedAndReadBack()
    {
        var extra = CmsAttribute.Of(new AsnEncodedData(new Oid(Oids.SmimeCapabilities), SmimeCapabilities.Encode()));
        var signer = Read(Sign(new SignOptions { ExtraSignedAttributes = [extra] }));
        Assert.Equal(CmsSignatureState.Valid, signer.State);
        Assert.Equal(extra.Values[0], Assert.Single(signer.SignedAttributes, attribute => attribute.Oid == Oids.SmimeCapabilities).Values[0]);
        Assert.Contains(signer.SignedAttributes, attribute => attribute.Oid == Oids.SigningCertificateV2);
        Assert.DoesNotContain(Read(Sign(new SignOptions { SigningCertificateV2 = false })).SignedAttributes, attribute => attribute.Oid == Oids.SigningCertificateV2);
    }

    [Fact]
    public void Nested_content_comesOutWithItsType()
    {
        var inside = Sign(new SignOptions());
        var message = Given.Ok(SignedData.Read(SignedData.Sign(inside, [Signers.Signer("P-256")], new SignOptions { ContentType = Oids.SignedData })));
        Assert.Equal((Oids.SignedData, true), (message.ContentType, message.IsIntact));
        Assert.Equal(Content, Given.Ok(SignedData.Read(message.Content)).Content);
    }

    [Fact]
    public void CertificatesOnly_isNeverIntact()
    {
        var message = Given.Ok(SignedData.Read(SignedData.CertificatesOnly([Signers.Root, Signers.Of("P-256").Certificate])));
        Assert.Empty(message.Signers);
        Assert.False(message.IsIntact);
        Assert.Equal(2, message.Certificates.Length);
    }

    [Fact]
    public void Detached_withoutItsContent_saysSo()
    {
        var message = Given.Ok(SignedData.Read(Sign(new SignOptions { Detached = true })));
        Assert.Equal(CmsSignatureState.ContentMissing, message.Signers[0].State);
        Assert.False(message.IsIntact);
    }

    [Fact]
    public void Certificate_leftOut_isReportedMissing()
    {
        var cms = WithoutCertificates(Sign(new SignOptions()));
        Assert.Equal(CmsSignatureState.CertificateMissing, Read(cms).State);
        var known = Given.Ok(SignedData.Read(cms, null, [Signers.Root, Signers.Of("RSA-2048").Certificate]));
        Assert.True(known.IsIntact);
        Assert.Empty(known.Certificates);
        Assert.True(Given.Ok(SignedData.Read(new MemoryStream(cms), null, null, [Signers.Of("RSA-2048").Certificate])).IsIntact);
    }

    [Fact]
    public void Certificate_whoseIssuerTheSignerSpellsAnew_isFound()
    {
        var structure = SignedDataParser.Parse(Sign(new SignOptions())).Signers[0];
        var name = structure.Issuer.ToArray();
        // UTF8String "Signers Root" becomes a PrintableString in capitals.
        var at = name.AsSpan().IndexOf("Signers Root"u8);
        Encoding.ASCII.GetBytes("SIGNERS ROOT").CopyTo(name, at);
        name[at - 2] = 0x13;
        structure.Issuer = name;
        var cms = SignedMessages.Write(
            Oids.Data, Content, Signers.Of("RSA-2048").Certificate, structure, (signer, writer) => writer.WriteEncodedValue(signer.EncodedAttributes!.Value.Span));
        Assert.Equal(CmsSignatureState.Valid, Read(cms).State);
    }

    [Fact]
    public void Signing_andVerifying_allocateLittleBesideTheContent()
    {
        // What is prepared once is not made again: the second of two messages shows it.
        var content = new byte[50_000];
        var signers = new[] { Signers.Signer("RSA-2048") };
        var options = new SignOptions { SigningTime = Given.Start };
        var cms = SignedData.Sign(content, signers, options);
        _ = Given.Ok(SignedData.Read(cms));
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = SignedData.Sign(content, signers, options);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, content.Length, content.Length + 16_000);
        before = GC.GetAllocatedBytesForCurrentThread();
        _ = SignedData.Read(cms);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, content.Length, content.Length + 12_000);
    }

    [Fact]
    public void Signer_usedByManyThreads_signsForEach()
    {
        var signers = new[] { Signers.Signer("RSA-2048"), Signers.Signer("P-256"), Signers.Signer("Ed25519") };
        Parallel.For(0, 40, number =>
        {
            var content = Encoding.ASCII.GetBytes($"message {number}");
            var read = Given.Ok(SignedData.Read(SignedData.Sign(content, signers, new SignOptions())));
            Assert.True(read.IsIntact);
            Assert.Equal(content, read.Content);
        });
    }

    [Fact]
    public void Certificate_ofTheSameNameAndAnotherKey_doesNotShadowTheSigners()
    {
        // Whoever forwards the message may put a certificate of the same issuer and serial number in front.
        var genuine = Signers.Of("RSA-2048");
        var twin = Signers.Issue("RSA-2048", Given.Key2, genuine.Certificate.SerialNumberBytes.ToArray());
        var cms = SignedData.Sign(Content, [Signers.Signer("RSA-2048")], new SignOptions { Certificates = [twin] });
        Assert.Equal(genuine.Certificate.Thumbprint, Read(cms).Certificate!.Thumbprint);
    }

    [Fact]
    public void SigningCertificate_ofAnotherCertificateOfTheKey_isReported()
    {
        // Same key, same issuer and serial number, another subject: only the signed attribute tells them apart.
        var genuine = Signers.Of("RSA-2048");
        var other = Signers.Issue("Mallory", genuine.Key, genuine.Certificate.SerialNumberBytes.ToArray());
        var signer = Given.Ok(CmsSignerKey.Create(genuine.Certificate, genuine.Key));
        Assert.Equal(CmsSignatureState.SigningCertificateMismatch, Read(Replace(SignedData.Sign(Content, [signer], new SignOptions()), genuine.Certificate, other)).State);
        var unbound = SignedData.Sign(Content, [signer], new SignOptions { SigningCertificateV2 = false });
        Assert.Equal(CmsSignatureState.Valid, Read(Replace(unbound, genuine.Certificate, other)).State);
    }

    [Fact]
    public void Attributes_movedIntoTheContent_areRefused()
    {
        // The signature over the attributes of one message, presented as a signature over a content that is those attributes.
        var structure = SignedDataParser.Parse(Sign(new SignOptions()));
        var attributes = structure.Signers[0].EncodedAttributes!.Value.ToArray();
        attributes[0] = 0x31;
        var forged = Bare(structure.Signers[0], attributes);
        var verdict = Read(forged);
        Assert.Equal(CmsSignatureState.Malformed, verdict.State);
        var streamed = Given.Ok(SignedData.Read(new MemoryStream(forged), null, null));
        Assert.Equal(CmsSignatureState.Malformed, streamed.Signers[0].State);
        Assert.False(verdict.HasSignedAttributes);
    }

    [Fact]
    public void Content_ofAnotherTypeThanData_needsSignedAttributes()
    {
        var structure = SignedDataParser.Parse(Sign(new SignOptions()));
        Assert.Equal(CmsSignatureState.Malformed, Read(Bare(structure.Signers[0], Content, Oids.SignedData)).State);
    }

    [Theory]
    [InlineData(Oids.ContentType)]
    [InlineData(Oids.MessageDigest)]
    public void Attribute_missingOrTwice_isMalformed(string oid)
    {
        Assert.Equal(CmsSignatureState.Malformed, Read(Resign(attributes => attributes.RemoveAll(attribute => attribute.Oid == oid))).State);
        Assert.Equal(CmsSignatureState.Malformed, Read(Resign(attributes => attributes.Add(attributes.Find(attribute => attribute.Oid == oid)!))).State);
        Assert.Equal(CmsSignatureState.Malformed, Read(Resign(attributes => Swap(attributes, oid, [new byte[] { 4, 0 }, new byte[] { 4, 0 }]))).State);
    }

    [Fact]
    public void ContentType_signedAsAnother_isMalformed() =>
        Assert.Equal(CmsSignatureState.Malformed, Read(Resign(attributes => Swap(attributes, Oids.ContentType, [Oid(Oids.SignedData)]))).State);

    [Fact]
    public void Attributes_inAnotherOrderThanSigned_areReadAsDer()
    {
        // RFC 5652 §5.4: what is signed is the DER; the message may be BER.
        var cms = Rewrite((signer, writer) =>
        {
            using (writer.PushSequence(Context0))
            {
                foreach (var attribute in Encoded(signer).AsEnumerable().Reverse())
                {
                    writer.WriteEncodedValue(attribute);
                }
            }
        });
        Assert.Equal(CmsSignatureState.Valid, Read(cms).State);
    }

    [Fact]
    public void Digest_otherThanTheSignatures_isMalformed()
    {
        // RFC 8933 §3.
        var cms = Sign(new SignOptions(), "P-256");
        var at = cms.AsSpan().LastIndexOf(Oid(Oids.EcdsaSha256));
        Oid(Oids.EcdsaSha384).CopyTo(cms, at);
        Assert.Equal(CmsSignatureState.Malformed, Read(cms).State);
    }

    [Fact]
    public void Algorithms_unknownHere_areNamed()
    {
        var cms = Sign(new SignOptions(), "P-256");
        var at = cms.AsSpan().LastIndexOf(Oid(Oids.EcdsaSha256));
        cms[at + 2 + Oid(Oids.EcdsaSha256).Length - 3] = 0x63;
        var verdict = Read(cms);
        Assert.Equal((CmsSignatureState.AlgorithmUnsupported, "1.2.840.10045.4.3.99"), (verdict.State, verdict.SignatureAlgorithm));
    }

    [Fact]
    public void Signature_andAttributesWithAnyBitFlipped_areNeverValid()
    {
        foreach (var key in new[] { "P-256", "RSA-2048", "Ed25519" })
        {
            var whole = Sign(new SignOptions { SigningTime = Given.Start }, key);
            var structure = SignedDataParser.Parse(whole);
            Flip(whole, structure.Content!.Value, CmsSignatureState.DigestMismatch);
            Flip(whole, structure.Signers[0].Signature, CmsSignatureState.SignatureInvalid);
            Flip(whole, structure.Signers[0].EncodedAttributes!.Value, null);
        }
    }

    [Fact]
    public void Signer_ofRsa1024_isStillVerified()
    {
        var cms = new SignedCms(new ContentInfo(Content));
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Signers.Of("RSA-1024").Certificate, Signers.Of("RSA-1024").Key));
        Assert.Equal(CmsSignatureState.Valid, Read(cms.Encode()).State);
    }

    private static byte[] Sign(SignOptions options, string key = "RSA-2048") => SignedData.Sign(Content, [Signers.Signer(key)], options);

    private static SignerVerdict Read(byte[] cms) => Assert.Single(Given.Ok(SignedData.Read(cms)).Signers);

    private static byte[] WithoutCertificates(byte[] message)
    {
        var cms = new SignedCms();
        cms.Decode(message);
        foreach (var certificate in cms.Certificates)
        {
            cms.RemoveCertificate(certificate);
        }

        return cms.Encode();
    }

    private static byte[] Replace(byte[] message, X509Certificate2 old, X509Certificate2 by)
    {
        var cms = new SignedCms();
        cms.Decode(message);
        cms.RemoveCertificate(old);
        cms.AddCertificate(by);
        return cms.Encode();
    }

    private static void Flip(byte[] whole, ReadOnlyMemory<byte> part, CmsSignatureState? expected)
    {
        var start = whole.AsSpan().IndexOf(part.Span);
        for (var bit = 0; bit < part.Length * 8; bit++)
        {
            var flipped = whole.ToArray();
            flipped[start + (bit / 8)] ^= (byte)(1 << (bit % 8));
            var read = SignedData.Read(flipped);
            if (expected is { } state)
            {
                Assert.Equal(state, Assert.Single(Given.Ok(read).Signers).State);
            }
            else
            {
                Assert.False(read.IsOk && read.Value.IsIntact, $"bit {bit}");
            }
        }
    }

    private static byte[] Oid(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }

    private static void Swap(List<CmsAttribute> attributes, string oid, byte[][] values) =>
        attributes[attributes.FindIndex(attribute => attribute.Oid == oid)] = new CmsAttribute(oid, [.. values]);

    private static List<byte[]> Encoded(SignerStructure signer) => [.. signer.SignedAttributes.Select(SignedMessages.Encode)];

    private static byte[] Bare(SignerStructure signer, byte[] content, string type = Oids.Data) =>
        SignedMessages.Write(type, content, Signers.Of("RSA-2048").Certificate, signer, (_, _) => { });

    private static byte[] Rewrite(Action<SignerStructure, AsnWriter> writeAttributes)
    {
        var structure = SignedDataParser.Parse(Sign(new SignOptions()));
        return SignedMessages.Write(Oids.Data, Content, Signers.Of("RSA-2048").Certificate, structure.Signers[0], writeAttributes);
    }

    // Attributes as wanted, under a signature that holds over them.
    private static byte[] Resign(Action<List<CmsAttribute>> edit)
    {
        var structure = SignedDataParser.Parse(Sign(new SignOptions()));
        var signer = structure.Signers[0];
        var attributes = signer.SignedAttributes.ToList();
        edit(attributes);
        var set = SignedMessages.EncodeSet(attributes);
        signer.Signature = ((RSA)Signers.Of("RSA-2048").Key).SignData(set, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return SignedMessages.Write(Oids.Data, Content, Signers.Of("RSA-2048").Certificate, signer, (_, writer) =>
        {
            set[0] = 0xA0;
            writer.WriteEncodedValue(set);
        });
    }
}
