using Chancery.Mail;

namespace Chancery.Connector;

/// <summary>What a connector is told at its start. Secrets are never in it: they are in files, or come from a provider.</summary>
public sealed record ConnectorOptions
{
    /// <summary>The connector's own folder (vault key, authorities, store, release log); made 0700 where it does not exist.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The server this connector dials, e.g. <c>https://chancery.example.test</c>; only its origin counts.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>What devices dial, https: goes into enrolment profiles.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>Where the server's <c>/pki</c> is found over plain http, e.g. <c>http://chancery.example.test:8080</c>: goes into the CRL
    /// distribution points of every certificate (S/MIME BR 7.1.2.3: http alone). Null: the host of <see cref="PublicUrl"/>, port 80.</summary>
    public Uri? PkiUrl { get; init; }

    /// <summary>
    /// The server's TLS certificate to pin: 64 hexadecimal digits of its SHA-256, or the path of a PEM or DER file. Null: the server's
    /// certificate is checked against the system's roots, as a browser would.
    /// </summary>
    public string? ServerCertificate { get; init; }

    /// <summary>Roots (or the self-signed certificate) that devices need to trust <see cref="PublicUrl"/>: PEM or DER files. Empty, with a
    /// <see cref="ServerCertificate"/> file given: that certificate, where it is self-signed.</summary>
    public IReadOnlyList<string> DeviceTrustFiles { get; init; } = [];

    /// <summary>Asked once, when the connector has not joined the server yet: the one-time code. Null where there is none to be had.</summary>
    public Func<CancellationToken, Task<string?>>? JoinCode { get; init; }

    /// <summary>How the connector sends its letters.</summary>
    public required ConnectorMailOptions Mail { get; init; }

    /// <summary>The organisation's name: in subjects of the authorities, in profiles and letters.</summary>
    public required string Organization { get; init; }

    /// <summary>The topic of the MDM push certificate. Apple's prefix is <c>com.apple.mgmt.</c>; null: a topic made from the connector's own
    /// identifier, good where nothing is pushed.</summary>
    public string? MdmTopic { get; init; }

    /// <summary>Addresses for which enrolment by a link that the server serves is allowed ("server trusted at enrolment"): an address, or
    /// <c>*@domain</c>. Empty, the default: for nobody.</summary>
    public IReadOnlyList<string> LinkEnrollmentAddresses { get; init; } = [];

    /// <summary>A file with the passphrase of the vault's key file. Null: the systemd credential <c>chancery-vault-passphrase</c>, where
    /// <c>$CREDENTIALS_DIRECTORY</c> has one; otherwise the key file is plain, readable by its owner alone.</summary>
    public string? PassphraseFile { get; init; }

    /// <summary>The algorithm of the mail authorities' own keys, made at first start.</summary>
    public AuthorityKeyKind AuthorityKey { get; init; } = AuthorityKeyKind.EcP256;

    /// <summary>How long a mailed enrolment profile may be used.</summary>
    public TimeSpan EnrollmentValidity { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How many pieces of work are done at once; 0: two for each processor, at least four, since a letter may wait for its relay.</summary>
    public int Parallelism { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>How letters leave: by SMTP, or into a spool folder (demo and tests).</summary>
public sealed record ConnectorMailOptions
{
    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The SMTP host; null with <see cref="SpoolFolder"/>.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>The SMTP port.</summary>
    public int SmtpPort { get; init; } = 587;

    /// <summary>How the connection is protected.</summary>
    public SmtpSecurity SmtpSecurity { get; init; } = SmtpSecurity.StartTls;

    /// <summary>The name to log in with; null: no login.</summary>
    public string? SmtpUserName { get; init; }

    /// <summary>A file, readable by its owner alone, with the password to log in with.</summary>
    public string? SmtpPasswordFile { get; init; }

    /// <summary>Where letters are put as files instead of being sent.</summary>
    public string? SpoolFolder { get; init; }
}

/// <summary>The kinds of key of a mail authority.</summary>
public enum AuthorityKeyKind
{
    /// <summary>ECDSA on P-256: issues ten times faster than RSA.</summary>
    EcP256,

    /// <summary>RSA 3072.</summary>
    Rsa3072,
}
