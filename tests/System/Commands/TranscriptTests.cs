namespace Chancery.System.Tests;

/// <summary>The sessions of tests/System/Transcripts, played against a real service.</summary>
[Collection("serve")]
public sealed class TranscriptTests(ServeFixture serve)
{
    public static TheoryData<string> Sessions =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Transcripts"), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task Session_reads_as_written(string session)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Transcripts", session + ".txt"));
        var config = serve.At($"config-{session}");

        var (expected, actual) = await new Transcript(text, serve.Names, config).PlayAsync();

        Assert.Equal(expected, actual);
    }

    /// <summary>The failures of the command line that the sessions show.</summary>
    [Theory]
    [InlineData("usage")]
    [InlineData("notConnected")]
    [InlineData("serverAddressInvalid")]
    [InlineData("serverUnreachable")]
    [InlineData("serverCertificateMismatch")]
    [InlineData("serverCertificateUnreadable")]
    [InlineData("tokenUnreadable")]
    [InlineData("vaultCertificateMismatch")]
    [InlineData("vaultCertificateNotPinned")]
    [InlineData("nameAmbiguous")]
    [InlineData("fileUnreadable")]
    [InlineData("fileUnwritable")]
    [InlineData("fileTooLarge")]
    [InlineData("mailSignatureNotValid")]
    [InlineData("deviceRefused")]
    [InlineData("folderNotEmpty")]
    public void Code_is_shown_in_a_session(string code) => Assert.Contains(
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Transcripts")), file => File.ReadAllText(file).Contains($"[{code}]", StringComparison.Ordinal));
}
