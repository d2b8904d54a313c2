using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Key agreement in the forms met in the field, beyond what OpenSSL writes.</summary>
public sealed class AgreementFormsTests : IDisposable
{
    private static readonly byte[] Content = "Ein Geheimnis, un secret, a secret."u8.ToArray();

    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly DecryptionKeys _keys;

    public AgreementFormsTests()
    {
        _certificate = TestRecipients.Certify(_key, X509KeyUsageFlags.KeyAgreement);
        _keys = new([Given.Ok(DecryptionKey.Create(_certificate, _key))]);
    }

    public static TheoryData<string> Curves => ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void WrapParameters_nullOrAbsent_openWhicheverWasDerivedWith(bool hasNull, bool derivesWithNull) =>
        Opens(new ForgedAgreement(_certificate) { HasNull = hasNull, DerivesWithNull = derivesWithNull });

    [Theory]
    [InlineData(OriginatorForm.Key)]
    [InlineData(OriginatorForm.KeyWithCurve)]
    [InlineData(OriginatorForm.KeyWithNull)]
    public void Originator_asKey_opens(OriginatorForm form) => Opens(new ForgedAgreement(_certificate) { Originator = form });

    [Theory]
    [MemberData(nameof(Curves))]
    public void Originator_asCompressedPoint_opens(string curve)
    {
        for (var turn = 0; turn < 4; turn++)
        {
            using var key = ECDiffieHellman.Create(ECCurve.CreateFromValue(curve));
            var certificate = TestRecipients.Certify(key, X509KeyUsageFlags.KeyAgreement);
            using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(certificate, key))]);
            var cms = new ForgedAgreement(certificate) { Originator = OriginatorForm.CompressedKey }.Write(Content);
            Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current)).Content);
        }
    }

    [Theory]
    [InlineData(OriginatorForm.IssuerAndSerial)]
    [InlineData(OriginatorForm.KeyIdentifier)]
    public void Originator_asCertificate_opensWhereItIsAtHand(OriginatorForm form)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var sender = TestRecipients.Certify(key, X509KeyUsageFlags.KeyAgreement);
        var forged = new ForgedAgreement(_certificate) { Originator = form, Sender = (sender, key) };
        Opens(forged with { BringsSender = true });
        var without = forged.Write(Content);
        Given.Fails(PkiErrorCode.CmsAlgorithmUnsupported, CmsEnvelope.Open(without, _keys, DecryptionPolicy.Current));
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(without, _keys, DecryptionPolicy.Current with { Originators = [sender] })).Content);
    }

    [Fact]
    public void KeyingMaterial_ofTheSender_isDerivedWith() =>
        Opens(new ForgedAgreement(_certificate) { UserKeyingMaterial = RandomNumberGenerator.GetBytes(64) });

    [Fact]
    public void Recipients_sharingOneAgreement_eachOpen()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var others = TestRecipients.Certify(other, X509KeyUsageFlags.KeyAgreement);
        Opens(new ForgedAgreement(others, _certificate));
        Opens(new ForgedAgreement(_certificate, others) { ByKeyIdentifier = true });
    }

    [Fact]
    public void Key_givenForSigning_opensToo()
    {
        using var signing = ECDsa.Create(_key.ExportParameters(true));
        using var keys = new DecryptionKeys([Given.Ok(DecryptionKey.Create(_certificate, signing))]);
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(new ForgedAgreement(_certificate).Write(Content), keys, DecryptionPolicy.Current)).Content);
    }

    [Fact]
    public void Message_ofBouncyCastle_opensThoughItDerivesOtherwiseThanItSays()
    {
        using var sender = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pair = DotNetUtilities.GetECKeyPair("ECDH", sender.ExportParameters(true));
        var generator = new CmsEnvelopedDataGenerator();
        generator.AddKeyAgreementRecipient(
            Oids.EcdhSha256, pair.Private, pair.Public, new Org.BouncyCastle.X509.X509Certificate(_certificate.RawData), Oids.Aes256Wrap);
        var cms = generator.Generate(new CmsProcessableByteArray(Content), new Org.BouncyCastle.Asn1.DerObjectIdentifier(Oids.Aes256Cbc)).GetEncoded();
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(cms, _keys, DecryptionPolicy.Current)).Content);
    }

    [Fact]
    public void Originator_ofUnusedBits_isMalformed()
    {
        // Where the point ends in a zero bit, BER allows to call it unused: of some messages there is one.
        byte[] cms;
        int unused;
        do
        {
            cms = new ForgedAgreement(_certificate).Write(Content);
            unused = cms.AsSpan().IndexOf(new byte[] { 0x03, 0x42, 0x00, 0x04 }) + 2;
        }
        while ((cms[unused + 65] & 1) != 0);
        cms[unused] = 1;
        Given.Fails(PkiErrorCode.CmsMalformed, CmsEnvelope.Open(cms, _keys, DecryptionPolicy.Current));
    }

    [Fact]
    public void Originator_offTheCurve_isMalformedBeforeAnyKeyIsUsed()
    {
        var cms = new ForgedAgreement(_certificate).Write(Content);
        // The last octet of the point, behind OCTET STRING's neighbours: BIT STRING of 66 octets, uncompressed.
        var point = cms.AsSpan().IndexOf(new byte[] { 0x03, 0x42, 0x00, 0x04 }) + 67;
        cms[point] ^= 1;
        var policy = DecryptionPolicy.Current with { Observer = _ => Assert.Fail("A key was used.") };
        Given.Fails(PkiErrorCode.CmsMalformed, CmsEnvelope.Open(cms, _keys, policy));
    }

    public void Dispose()
    {
        _keys.Dispose();
        _key.Dispose();
    }

    private void Opens(ForgedAgreement forged) =>
        Assert.Equal(Content, Given.Ok(CmsEnvelope.Open(forged.Write(Content), _keys, DecryptionPolicy.Current)).Content);
}
