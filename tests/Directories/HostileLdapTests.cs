using System.Net;
using System.Net.Sockets;
using Chancery.Pki;
using CsCheck;

namespace Chancery.Directories.Tests;

/// <summary>LDAP servers that mean harm.</summary>
public sealed class HostileLdapTests
{
    // A search result entry "cn=a" without attributes, and the done that ends a search, both for message 1.
    private const string Entry = "300D0201016408 0404636E3D613000";
    private const string Done = "300C02010165070A010004000400";

    [Theory]
    [InlineData("")]
    [InlineData("48545450 2F312E31 20343030")]
    [InlineData("3080020101")]
    [InlineData("3005020101")]
    [InlineData("30850000000001")]
    [InlineData("300C02010265070A010004000400")]
    [InlineData("300C02010161070A010004000400")]
    [InlineData("300C02010165070A010404000400 ")]
    [InlineData("300502010165000000")]
    [InlineData("30030201FF")]
    [InlineData("3006020101020105")]
    [InlineData("300F0209FFFFFFFFFFFFFFFFFF65000400")]
    public async Task Answer_that_is_none_is_a_failure_or_an_empty_answer(string hex)
    {
        var answer = await AskAsync(Convert.FromHexString(hex.Replace(" ", "")));
        Assert.Empty(answer.Usable);
        Assert.All(answer.Failures, failure => Assert.True(failure.Error.Code is PkiErrorCode.DirectoryAnswerMalformed or PkiErrorCode.DirectoryUnreachable));
    }

    [Fact]
    public async Task Honest_answer_passes_so_that_these_tests_can_fail()
    {
        var answer = await AskAsync(Convert.FromHexString((Entry + Done).Replace(" ", "")));
        Assert.Empty(answer.Failures);
    }

    [Fact]
    public async Task Length_beyond_the_limit_is_refused_before_it_is_read() =>
        Assert.Equal(PkiErrorCode.DirectoryAnswerTooLarge, Assert.Single((await AskAsync(Convert.FromHexString("3084FFFFFFFF"))).Failures).Error.Code);

    [Fact]
    public async Task Entries_without_end_are_refused_at_the_limit()
    {
        var entry = Convert.FromHexString(Entry.Replace(" ", ""));
        var flood = Enumerable.Repeat(entry, 20_000).SelectMany(bytes => bytes).ToArray();
        Assert.Equal(PkiErrorCode.DirectoryAnswerTooLarge, Assert.Single((await AskAsync(flood)).Failures).Error.Code);
    }

    [Fact]
    public async Task Refusal_is_told_in_the_servers_words_made_harmless()
    {
        // busy (51), "ev\u001b[31mil\n"
        var words = "ev\u001b[31mil\n"u8.ToArray();
        byte[] refusal = [0x30, (byte)(12 + words.Length), 0x02, 1, 1, 0x65, (byte)(7 + words.Length), 0x0a, 1, 51, 0x04, 0, 0x04, (byte)words.Length, .. words];
        var failure = Assert.Single((await AskAsync(refusal)).Failures);
        Assert.Equal(PkiErrorCode.DirectoryRefused, failure.Error.Code);
        Assert.Equal("LDAP result 51: ev[31mil", failure.Error.Detail);
    }

    [Fact]
    public async Task Silence_ends_at_the_time_limit()
    {
        var answer = await AskAsync([], hangUp: false, TimeSpan.FromMilliseconds(200));
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, Assert.Single(answer.Failures).Error.Code);
    }

    [Fact]
    public async Task Caller_who_gives_up_is_heard()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync([], hangUp: false, cancellation: soon.Token));
    }

    // Bytes sent before the handshake are no part of the session within TLS.
    [Fact]
    public async Task Answer_slipped_in_before_TLS_is_not_taken()
    {
        var startTls = Convert.FromHexString("300C02010178070A010004000400");
        var slipped = Convert.FromHexString((Entry + Done).Replace(" ", "").Replace("020101", "020102"));
        var answer = await AskAsync([.. startTls, .. slipped], security: LdapSecurity.StartTls);
        Assert.Equal(PkiErrorCode.DirectoryUnreachable, Assert.Single(answer.Failures).Error.Code);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_in_the_declared_way() =>
        Gen.OneOf(Gen.Byte.Array[0, 64], Mutated).Sample(bytes =>
        {
            try
            {
                _ = LdapAnswer.Read(bytes);
            }
            catch (System.Formats.Asn1.AsnContentException)
            {
            }
        }, iter: 20_000);

    private static Gen<byte[]> Mutated => Gen.Select(Gen.Bool, Gen.Int[0, 14], Gen.Byte).Select((entry, at, value) =>
    {
        var bytes = Convert.FromHexString((entry ? Entry : Done).Replace(" ", ""));
        bytes[at % bytes.Length] = value;
        return bytes;
    });

    private static async Task<RecipientAnswer> AskAsync(
        byte[] reply, bool hangUp = true, TimeSpan? timeout = null, LdapSecurity security = LdapSecurity.None, CancellationToken cancellation = default)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, reply, hangUp);
        var directory = new LdapDirectory(
            new LdapOptions
            {
                Host = "127.0.0.1",
                Port = ((IPEndPoint)listener.LocalEndpoint).Port,
                Security = security,
                BaseName = "dc=x",
                Timeout = timeout ?? TimeSpan.FromSeconds(5),
            },
            TestPerson.Rules);
        var answer = await directory.FindAsync("alice@example.org", cancellation);
        await serving;
        return answer;
    }

    private static async Task ServeAsync(TcpListener listener, byte[] reply, bool hangUp)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var request = new byte[4096];
        try
        {
            await stream.ReadAtLeastAsync(request, 1, throwOnEndOfStream: false);
            await stream.WriteAsync(reply);
            if (hangUp)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            while (await stream.ReadAsync(request) > 0)
            {
            }
        }
        catch (IOException)
        {
            // The client had enough.
        }
    }
}
