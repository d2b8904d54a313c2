using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>Content of any length, signed and verified in a memory that does not grow with it.</summary>
public sealed class SignedStreamTests(OpenSslSigner peer) : IClassFixture<OpenSslSigner>, IDisposable
{
    // What one pass may allocate in all, in bytes: some buffers, nothing per piece that stays.
    private const long MostAllocated = 4 * 1024 * 1024;

    private static readonly long Length = Environment.GetEnvironmentVariable("CHANCERY_TEST_LONG") == "1" ? 1L << 30 : 64L << 20;

    private readonly TempFolder _folder = new();

    [Fact]
    public void Opaque_ofAnyLength_isSignedAndVerifiedInBoundedMemory()
    {
        var file = _folder.Path("large.der");
        var signer = Signers.Signer("RSA-2048");
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var cms = new FileStream(file, FileMode.Create, FileAccess.Write))
        {
            SignedData.Sign(new PatternStream(Length), cms, [signer], new SignOptions());
        }

        using var message = File.OpenRead(file);
        using var content = new CountingStream();
        var read = Given.Ok(SignedData.Read(message, null, content));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.True(read.IsIntact);
        Assert.Equal(Length, content.Count);
        Assert.Empty(read.Content);
    }

    [Fact]
    public void Detached_ofAnyLength_isSignedAndVerifiedInBoundedMemory()
    {
        using var cms = new MemoryStream();
        var signer = Signers.Signer("RSA-2048", SignatureScheme.RsaPss);
        var before = GC.GetAllocatedBytesForCurrentThread();
        SignedData.Sign(new PatternStream(Length), cms, [signer], new SignOptions { Detached = true });
        cms.Position = 0;
        var read = Given.Ok(SignedData.Read(cms, new PatternStream(Length), null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.True(read.IsIntact);
        cms.Position = 0;
        Assert.Equal(CmsSignatureState.DigestMismatch, Given.Ok(SignedData.Read(cms, new PatternStream(Length - 1), null)).Signers[0].State);
    }

    [Fact]
    public void Streamed_message_isVerifiedByOpenSslAndByTheReaderInMemory()
    {
        var content = RandomNumberGenerator.GetBytes(200_000);
        using var cms = new MemoryStream();
        CmsSignerKey[] signers = [Signers.Signer("RSA-2048"), Signers.Signer("P-384")];
        SignedData.Sign(new MemoryStream(content), cms, signers, new SignOptions { SigningTime = Given.Start });
        peer.Verifies(cms.ToArray(), content, detached: false);
        var read = Given.Ok(SignedData.Read(cms.ToArray()));
        Assert.True(read.IsIntact);
        Assert.Equal(content, read.Content);
    }

    [Fact]
    public void Streamed_messageCutAnywhere_isRefused()
    {
        using var cms = new MemoryStream();
        SignedData.Sign(new MemoryStream(new byte[100]), cms, [Signers.Signer("P-256")], new SignOptions());
        var whole = cms.ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            Given.Fails(PkiErrorCode.CmsMalformed, SignedData.Read(new MemoryStream(whole, 0, length), null, null));
        }
    }

    [Fact]
    public void Streamed_messageWithContentInsideAndAnotherHandedIn_isRefused()
    {
        var cms = SignedData.Sign("x"u8, [Signers.Signer("P-256")], new SignOptions());
        Given.Fails(PkiErrorCode.CmsSignatureInvalid, SignedData.Read(new MemoryStream(cms), new MemoryStream("x"u8.ToArray()), null));
    }

    [Fact]
    public void Streams_thatCannotBeUsed_areAnArgumentError()
    {
        using var closed = new MemoryStream();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => SignedData.Read(closed, null, null));
        Assert.Throws<ArgumentException>(() => SignedData.Read(new MemoryStream(), null, new PatternStream(1)));
    }

    public void Dispose() => _folder.Dispose();
}
