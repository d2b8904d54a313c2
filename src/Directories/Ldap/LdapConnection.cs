using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Chancery.Directories;

/// <summary>What the server said that ends a look-up: not the network's fault, and not ours.</summary>
internal sealed class LdapRefusedException(LdapResult result) : Exception(result.ToString());

/// <summary>The server's answer exceeds a limit.</summary>
internal sealed class LdapTooLargeException(string message) : Exception(message);

/// <summary>
/// One LDAPv3 session (RFC 4511): bind, search, and no more. Reads exactly one message at a time, so that nothing sent before TLS is taken for something
/// sent within it (RFC 4513 §3.1.1).
/// </summary>
internal sealed class LdapConnection : IAsyncDisposable
{
    // A server may send more entries than it was asked for, and references: so many are passed over.
    private const int MaxSurplusMessages = 1000;

    private readonly LdapOptions _options;
    private readonly Socket _socket;
    private Stream _stream;
    private Stream _reader;
    private int _id;
    private int _bytesLeft;

    private LdapConnection(LdapOptions options, Socket socket)
    {
        (_options, _socket, _bytesLeft) = (options, socket, options.MaxBytes);
        _reader = _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<LdapConnection> OpenAsync(LdapOptions options, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.EffectivePort, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var connection = new LdapConnection(options, socket);
        try
        {
            await connection.SecureAsync(cancellation);
            await connection.BindAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Searches. Referrals and search references are not followed: a directory does not choose whom else we ask.</summary>
    public async Task<List<LdapEntry>> SearchAsync(LdapSearch search, CancellationToken cancellation)
    {
        var id = ++_id;
        await _stream.WriteAsync(LdapMessages.Search(id, search), cancellation);
        var entries = new List<LdapEntry>();
        for (var messages = 0; messages < search.SizeLimit + MaxSurplusMessages; messages++)
        {
            var answer = await ReadAsync(id, cancellation);
            switch (answer)
            {
                case { Operation: LdapAnswer.SearchResultDone, Result: { } result }:
                    return result.Code is LdapResult.Success or LdapResult.SizeLimitExceeded ? entries : throw new LdapRefusedException(result);
                case { Entry: { } entry } when entries.Count < search.SizeLimit:
                    entries.Add(entry);
                    break;
                case { Operation: LdapAnswer.SearchResultEntry or LdapAnswer.SearchResultReference }:
                    break;
                default:
                    throw new AsnContentException($"Operation {answer.Operation} in answer to a search.");
            }
        }

        throw new LdapTooLargeException($"More than {search.SizeLimit + MaxSurplusMessages} messages.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _socket.Dispose();
    }

    private async Task SecureAsync(CancellationToken cancellation)
    {
        if (_options.Security == LdapSecurity.StartTls)
        {
            var id = ++_id;
            await _stream.WriteAsync(LdapMessages.StartTls(id), cancellation);
            Succeeded(await ReadAsync(id, cancellation), LdapAnswer.ExtendedResponse);
        }

        if (_options.Security != LdapSecurity.None)
        {
            var tls = new SslStream(_stream);
            _stream = tls;
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = _options.Host, CertificateChainPolicy = ServerTrust.Policy(_options.Authorities) }, cancellation);
        }

        // From here on nothing changes below: reading ahead is safe.
        _reader = new BufferedStream(_stream, 16 * 1024);
    }

    private async Task BindAsync(CancellationToken cancellation)
    {
        if (_options.BindName.Length == 0)
        {
            // RFC 4511 §4.2: a session that has not bound is anonymous.
            return;
        }

        if (_options.Security == LdapSecurity.None)
        {
            throw new LdapRefusedException(new LdapResult(13, "No password is sent without TLS."));
        }

        var password = await PasswordAsync(cancellation);
        var request = LdapMessages.Bind(++_id, _options.BindName, password);
        await _stream.WriteAsync(request, cancellation);
        CryptographicOperations.ZeroMemory(password);
        CryptographicOperations.ZeroMemory(request);
        Succeeded(await ReadAsync(_id, cancellation), LdapAnswer.BindResponse);
    }

    private async Task<byte[]> PasswordAsync(CancellationToken cancellation)
    {
        var file = _options.PasswordFile is { } path ? await File.ReadAllBytesAsync(path, cancellation) : [];
        var length = file.Length - (file is [.., (byte)'\r', (byte)'\n'] ? 2 : file is [.., (byte)'\n'] ? 1 : 0);
        var password = file[..length];
        CryptographicOperations.ZeroMemory(file);
        // RFC 4513 §5.1.2: a name without a password would bind as nobody and look like success.
        return password.Length > 0 ? password : throw new LdapRefusedException(new LdapResult(53, "The password is empty."));
    }

    private static void Succeeded(LdapAnswer answer, int operation)
    {
        if (answer.Operation != operation || answer.Result is not { } result)
        {
            throw new AsnContentException($"Operation {answer.Operation}, not {operation}.");
        }

        if (result.Code != LdapResult.Success)
        {
            throw new LdapRefusedException(result);
        }
    }

    private async Task<LdapAnswer> ReadAsync(int id, CancellationToken cancellation)
    {
        var answer = LdapAnswer.Read(await ReadMessageAsync(cancellation));
        // RFC 4511 §4.4: message 0 is the server's own word, and there is one such word: it hangs up.
        return answer.Id == 0 && answer.Result is { } notice ? throw new LdapRefusedException(notice)
            : answer.Id == id ? answer
            : throw new AsnContentException("An answer to another request.");
    }

    private async Task<byte[]> ReadMessageAsync(CancellationToken cancellation)
    {
        var header = new byte[6];
        await _reader.ReadExactlyAsync(header.AsMemory(0, 2), cancellation);
        var more = header[1] < 0x80 ? 0 : header[1] & 0x7f;
        // RFC 4511 §5.1: definite lengths only.
        if (header[0] != 0x30 || header[1] == 0x80 || more > 4)
        {
            throw new AsnContentException("Not an LDAP message.");
        }

        await _reader.ReadExactlyAsync(header.AsMemory(2, more), cancellation);
        var length = more == 0 ? header[1] : Length(header.AsSpan(2, more));
        if (length > _bytesLeft - header.Length)
        {
            throw new LdapTooLargeException($"More than {_options.MaxBytes} bytes.");
        }

        _bytesLeft -= header.Length + (int)length;
        var message = new byte[2 + more + (int)length];
        header.AsSpan(0, 2 + more).CopyTo(message);
        await _reader.ReadExactlyAsync(message.AsMemory(2 + more), cancellation);
        return message;
    }

    private static long Length(ReadOnlySpan<byte> bigEndian)
    {
        Span<byte> four = stackalloc byte[4];
        bigEndian.CopyTo(four[(4 - bigEndian.Length)..]);
        return BinaryPrimitives.ReadUInt32BigEndian(four);
    }
}
