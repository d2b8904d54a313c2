using CsCheck;
using Xunit;

namespace Chancery.Domain.Tests;

public sealed class CertificateChoiceTests
{
    private static readonly Gen<ImportedCertificate[]> Certificates = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 30], Gen.Bool)
        .Select(entry => Certificate(entry.Item1, entry.Item2, $"{entry.Item3:x2}", entry.Item4))
        .Array[0, 20];

    [Fact]
    public void Current_is_the_newest_and_history_is_all_the_rest()
    {
        Certificates.Sample(certificates =>
        {
            var chosen = CertificateChoice.Of(certificates, IntendedPurpose.SmimeEncryption);
            var all = certificates.Where(c => c.Purpose == IntendedPurpose.SmimeEncryption).Select(c => c.Thumbprint).Distinct().Order();
            Assert.Equal(all, chosen.History.Append(chosen.Current).OfType<ImportedCertificate>().Select(c => c.Thumbprint).Order());
            Assert.All(chosen.History, certificate => Assert.True(certificate.NotBefore <= chosen.Current!.NotBefore));
        });
    }

    [Fact]
    public void Choice_does_not_depend_on_the_order_of_rows()
    {
        // Thumbprints name certificates: one of them has one content.
        var lists = Certificates.Select(list => list.DistinctBy(c => c.Thumbprint).ToArray());
        lists.SelectMany(list => Gen.Shuffle(list).Select(other => (list, other))).Sample(pair =>
        {
            var (a, b) = (Chosen(pair.list), Chosen(pair.other));
            Assert.Equal(a.Current, b.Current);
            Assert.Equal(a.History, b.History);
        });

        static ChosenCertificates Chosen(ImportedCertificate[] certificates) => CertificateChoice.Of(certificates, IntendedPurpose.SmimeEncryption);
    }

    [Fact]
    public void Expired_certificate_is_current_where_it_began_last()
    {
        var chosen = CertificateChoice.Of([Certificate(1, 9, "aa", true), Certificate(2, 1, "bb", true)], IntendedPurpose.SmimeEncryption);
        Assert.Equal("bb", chosen.Current?.Thumbprint);
    }

    private static ImportedCertificate Certificate(int start, int years, string thumbprint, bool encryption)
    {
        var notBefore = new DateTimeOffset(2020 + start, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var purpose = encryption ? IntendedPurpose.SmimeEncryption : IntendedPurpose.SmimeSigning;
        return new ImportedCertificate(thumbprint, World.Id(1), purpose, notBefore, notBefore.AddYears(years));
    }
}
