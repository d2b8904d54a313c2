using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Directories;

/// <summary>What a directory answered for one address.</summary>
/// <remarks>Answers are shared between callers (a cache hands out the same one again): their certificates are not the caller's to dispose of.</remarks>
/// <param name="Address">The address asked for, as it was asked.</param>
public sealed record RecipientAnswer(string Address)
{
    /// <summary>Certificates that may be encrypted to, best first.</summary>
    public ImmutableArray<FoundCertificate> Usable { get; init; } = [];

    /// <summary>Certificates that were found and may not be used, with the reason of each.</summary>
    public ImmutableArray<RefusedCertificate> Refused { get; init; } = [];

    /// <summary>Sources that could not be asked, or whose answer could not be used. Where there are any, "none found" is not certain.</summary>
    public ImmutableArray<DirectoryFailure> Failures { get; init; } = [];

    /// <summary>What the domain says in the DNS about its certificates without handing them out (RFC 8162, matching by hash).</summary>
    public ImmutableArray<SmimeaAssociation> Associations { get; init; } = [];

    /// <summary>The certificate to use.</summary>
    /// <returns>The best one; where there is none, the failure of a source, or the reason of a refusal, or <c>recipientNotFound</c>.</returns>
    public PkiResult<FoundCertificate> Best =>
        Usable is [var best, ..] ? best
        : Failures is [var failure, ..] ? failure.Error
        : Refused is [var refused, ..] ? refused.Reason
        : new PkiError(PkiErrorCode.RecipientNotFound, Address);
}

/// <summary>A certificate that may be encrypted to.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Capabilities">What its owner's program reads: the DER of an SMIMECapabilities attribute's value (RFC 8551 §2.5.2), where the directory
/// keeps the owner's signed word for it (userSMIMECertificate); null where not. The certificate may hold an extension of its own.</param>
/// <param name="Source">Which directory it is from, for people, e.g. <c>ldaps://ldap.example.org</c>.</param>
public sealed record FoundCertificate(
    X509Certificate2 Certificate, ReadOnlyMemory<byte>? Capabilities, string Source);

/// <summary>Something that was found and may not be used.</summary>
/// <param name="Certificate">The certificate; null where the bytes were none.</param>
/// <param name="Reason">Why: <c>recipientAddressMismatch</c>, <c>recipientNotForEncryption</c>, <c>recipientExpired</c>, <c>recipientNotYetValid</c>,
/// <c>recipientUnsuitable</c>, <c>recipientUntrusted</c>, <c>recipientNotAssociated</c>, <c>certificateMalformed</c>, <c>certificateTooLarge</c>.</param>
/// <param name="Source">Which directory it is from.</param>
public sealed record RefusedCertificate(X509Certificate2? Certificate, PkiError Reason, string Source);

/// <summary>A source that gave no usable answer.</summary>
/// <param name="Source">Which.</param>
/// <param name="Error">Why: <c>directoryUnreachable</c>, <c>directoryRefused</c>, <c>directoryAnswerMalformed</c>, <c>directoryAnswerTooLarge</c>,
/// <c>directoryNotAuthenticated</c>, <c>recipientAddressInvalid</c>.</param>
public sealed record DirectoryFailure(string Source, PkiError Error);
