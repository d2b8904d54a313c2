using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>A SCEP certification request, opened and its two signatures verified.</summary>
public sealed record ScepRequest
{
    /// <summary>The outside of the message.</summary>
    public required ScepTransaction Transaction { get; init; }

    /// <summary>The client's name for the exchange.</summary>
    public string TransactionId => Transaction.TransactionId;

    /// <summary><see cref="ScepMessageType.PKCSReq"/> or <see cref="ScepMessageType.RenewalReq"/>.</summary>
    public ScepMessageType MessageType => Transaction.MessageType;

    /// <summary>The client's nonce.</summary>
    public byte[] SenderNonce => Transaction.SenderNonce;

    /// <summary>The certificate that signed the message: for a renewal the current one, whose standing is the caller's to check; else
    /// a self-signed one over the key of the request.</summary>
    public X509Certificate2 Requester => Transaction.Requester;

    /// <summary>The key to certify, DER. An RSA key of at least <see cref="ScepServer.MinRsaBits"/> bits.</summary>
    public required byte[] SubjectPublicKeyInfo { get; init; }

    /// <summary>The subject asked for.</summary>
    public required string Subject { get; init; }

    /// <summary>The challengePassword (RFC 2985 §5.4.1), null where there is none.</summary>
    public string? ChallengePassword { get; init; }

    /// <summary>The mail addresses asked for, lower-cased.</summary>
    public ImmutableArray<string> EmailAddresses { get; init; } = [];

    /// <summary>SHA-256 of <see cref="SubjectPublicKeyInfo"/>, lower-case hexadecimal.</summary>
    public required string PublicKeyHash { get; init; }

    /// <summary>The cipher of the client's envelope, in which it is answered: what it wrote, it reads.</summary>
    internal string Cipher { get; init; } = Oids.Aes256Cbc;

    /// <summary>The size of an RSA key, zero for any other.</summary>
    internal int RsaBits { get; init; }

    /// <summary>The request without its challenge, so that a log of it tells no secret.</summary>
    public override string ToString() => $"{nameof(ScepRequest)} {{ {MessageType}, {TransactionId}, {PublicKeyHash} }}";
}
