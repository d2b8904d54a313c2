using System.Collections.Immutable;

namespace Chancery.Connector.Trust;

/// <summary>Every check that keeps a subverted server out. The tests take them away one by one, to show that each is needed.</summary>
internal enum TrustCheck
{
    /// <summary>An enrolment keeps the address it was made for.</summary>
    EnrollmentKeepsAddress,

    /// <summary>An enrolment that has bound a device makes no second profile.</summary>
    EnrollmentOnce,

    /// <summary>A profile is handed to the server (link enrolment) only for addresses the connector's own settings name.</summary>
    LinkAllowed,

    /// <summary>A SCEP request shows the challenge that was mailed.</summary>
    ChallengeKnown,

    /// <summary>A challenge binds one key, once.</summary>
    ChallengeOnce,

    /// <summary>A challenge is used before it expires.</summary>
    ChallengeFresh,

    /// <summary>A renewal is signed by a key that is bound to the enrolment it names.</summary>
    RenewalByBoundKey,

    /// <summary>The key a profile is sealed to is the one bound to the enrolment.</summary>
    DeviceKeyBound,

    /// <summary>The enrolment has not ended.</summary>
    BindingLive,

    /// <summary>A binding read from the store is as the connector signed it.</summary>
    BindingSigned,

    /// <summary>The import names, inside its seal, the address it is imported for.</summary>
    ImportOwner,

    /// <summary>An imported key goes only to a device bound to an address of its owner.</summary>
    ImportedKeyOwner,

    /// <summary>Every address in a certificate to be issued is bound to the device.</summary>
    IssuedAddressBound,

    /// <summary>No profile lets a private key be taken out of the device's keychain.</summary>
    KeyNotExtractable,

    /// <summary>A mail account or a preference for an address goes only to a device bound to that address.</summary>
    AccountAddressBound,

    /// <summary>An imported key asks before an app of a Mac uses it.</summary>
    ImportedKeyAsks,

    /// <summary>One address is sent a few enrolment letters a day, and no more.</summary>
    LettersFew,

    /// <summary>A work identifier that was answered is not used again for other work.</summary>
    WorkUnchanged,
}

/// <summary>The set of checks in force: complete, except in tests.</summary>
internal sealed class TrustChecks
{
    private readonly ImmutableHashSet<TrustCheck> _absent;

    private TrustChecks(ImmutableHashSet<TrustCheck> absent) => _absent = absent;

    /// <summary>All of them.</summary>
    internal static TrustChecks Complete { get; } = new([]);

    /// <summary>For tests alone: all but one more.</summary>
    internal TrustChecks Without(TrustCheck check) => new(_absent.Add(check));

    /// <summary>Whether work must be refused: the check is in force and what it asks does not hold.</summary>
    internal bool Refuse(TrustCheck check, bool holds) => !holds && !_absent.Contains(check);
}
