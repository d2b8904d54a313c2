using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Envelopes both ways between this engine and the machine's openssl, cell by cell.</summary>
public sealed class EnvelopeMatrixTests(OpenSslEnvelopes peer) : IClassFixture<OpenSslEnvelopes>
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3000);

    public static TheoryData<string> WrittenCells =>
        [.. EnvelopeCells.All.Where(cell => cell is { CannotBecause: null, Written: not null }).Select(cell => cell.ToString())];

    public static TheoryData<string> ReadCells => [.. EnvelopeCells.All.Where(cell => cell.CannotBecause is null).Select(cell => cell.ToString())];

    [Theory]
    [MemberData(nameof(WrittenCells))]
    public void Written_here_isOpenedByOpenSsl(string name)
    {
        var cell = Find(name);
        using var recipient = Given.Ok(EnvelopeRecipient.Create(OpenSslEnvelopes.Recipient(cell.Key).Certificate, cell.Written));
        var cms = cell.IsAuthenticated
            ? AuthEnvelopedData.Encrypt(Content, [recipient], cell.Content!.Value)
            : EnvelopedData.Encrypt(Content, [recipient], cell.Content!.Value);
        Assert.Equal(Content, peer.Decrypt(cms, cell.Key));
        Opens(cms, cell);
    }

    [Theory]
    [MemberData(nameof(ReadCells))]
    public void Written_byOpenSsl_isOpenedHere(string name) => Opens(peer.Encrypt(Content, Find(name)), Find(name));

    [Fact]
    public void Matrix_namesWhatIsWrittenHereAndNothingTwice()
    {
        Assert.Equal(EnvelopeCells.All.Count, EnvelopeCells.All.Distinct().Count());
        var written = EnvelopeCells.All.Where(cell => cell.Written is not null).ToArray();
        Assert.Equal(Enum.GetValues<KeyManagement>().Length, written.Select(cell => cell.Written).Distinct().Count());
        Assert.Equal(Enum.GetValues<ContentCipher>().Length, written.Select(cell => cell.Content).Distinct().Count());
    }

    private static void Opens(byte[] cms, EnvelopeCell cell)
    {
        using var keys = OpenSslEnvelopes.KeysOf(cell.Key);
        var opened = Given.Ok(CmsEnvelope.Open(cms, keys, DecryptionPolicy.Archive));
        Assert.Equal(Content, opened.Content);
        Assert.Equal(cell.IsAuthenticated, opened.Authenticated);
        Assert.Equal(cell.Cipher, opened.Info.ContentEncryption.Name);
        Assert.Equal(cell.Method, Assert.Single(opened.Info.Recipients).Algorithm);
        var expected = cell.Content is null ? PkiErrorCode.CmsAlgorithmLegacy : (PkiErrorCode?)null;
        Assert.Equal(expected, CmsEnvelope.Open(cms, keys, DecryptionPolicy.Current).Error?.Code);
    }

    private static EnvelopeCell Find(string name) => EnvelopeCells.All.Single(cell => cell.ToString() == name);
}
