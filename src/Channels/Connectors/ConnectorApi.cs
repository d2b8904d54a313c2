using System.Text.Json.Serialization;

namespace Chancery.Channels.Connectors;

/// <summary>
/// The paths of the connector's protocol: JSON over HTTPS, always called by the connector, never calling it. Every call but
/// <see cref="Join"/> is made under the TLS client certificate that joined.
/// </summary>
public static class ConnectorApi
{
    /// <summary>POST <see cref="JoinRequest"/>, answered by <see cref="JoinResponse"/>; the TLS client certificate shown is pinned.</summary>
    public const string Join = "/connector/v1/join";

    /// <summary>POST <see cref="PublishRequest"/>, answered 204: what the connector makes public (also its sign of life).</summary>
    public const string Publish = "/connector/v1/publish";

    /// <summary>POST <see cref="LeaseRequest"/>, answered by <see cref="LeaseResponse"/>: a long poll.</summary>
    public const string Lease = "/connector/v1/work/lease";

    /// <summary>POST <see cref="ResultRequest"/>, answered 204; 409 <c>leaseLost</c> where another lease has been given since.</summary>
    public const string Result = "/connector/v1/work/result";

    /// <summary>The longest a lease request may wait, in seconds.</summary>
    public const int LongestWaitSeconds = 30;
}

/// <summary>A connector introduces itself with the one-time code an administrator (or the supervisor) gave it.</summary>
/// <param name="JoinCode">The one-time code.</param>
/// <param name="MachineName">The connector's machine.</param>
/// <param name="Version">The connector's version.</param>
public sealed record JoinRequest(string JoinCode, string MachineName, string Version)
{
    /// <summary>The machine alone: the code is a secret.</summary>
    public override string ToString() => $"JoinRequest {{ {MachineName}, {Version} }}";
}

/// <summary>The server knows the connector from now on.</summary>
/// <param name="ConnectorId">Its identifier.</param>
public sealed record JoinResponse(Guid ConnectorId);

/// <summary>What a connector makes public. Certificates are DER.</summary>
/// <param name="VaultCertificate">The vault's certificate: clients seal imports to its key, and pin it.</param>
/// <param name="Roots">Roots of the mail authority.</param>
/// <param name="Issuing">Issuing authorities for mail certificates.</param>
/// <param name="DeviceAuthority">The authority for device identities (also the SCEP recipient).</param>
/// <param name="Crls">The current revocation lists.</param>
public sealed record PublishRequest(
    byte[] VaultCertificate, IReadOnlyList<byte[]> Roots, IReadOnlyList<byte[]> Issuing, byte[] DeviceAuthority, IReadOnlyList<PublishedCrl> Crls);

/// <summary>A revocation list to be served over HTTP.</summary>
/// <param name="Name">The file name it is served under, e.g. <c>issuing.crl</c>.</param>
/// <param name="Der">The CRL, DER.</param>
public sealed record PublishedCrl(string Name, byte[] Der);

/// <summary>Asks for work.</summary>
/// <param name="Most">How many pieces at the most.</param>
/// <param name="WaitSeconds">How long the server may hold the request while there is none.</param>
public sealed record LeaseRequest(int Most, int WaitSeconds);

/// <summary>Work under leases; empty when there was none.</summary>
/// <param name="Work">The pieces.</param>
public sealed record LeaseResponse(IReadOnlyList<LeasedWork> Work);

/// <summary>One piece of work under a lease. Doing it twice does no harm: the connector answers the same for the same id.</summary>
/// <param name="Id">The work's identifier.</param>
/// <param name="LeaseToken">Shown with the result; another lease voids it.</param>
/// <param name="LeaseExpires">When the server may give it to another.</param>
/// <param name="Body">What to do; <see cref="UnreadableWork"/> where this connector cannot tell.</param>
public sealed record LeasedWork(
    Guid Id, string LeaseToken, DateTimeOffset LeaseExpires, [property: JsonConverter(typeof(LeasedBodyConverter))] WorkBody Body)
{
    /// <summary>What to do, without the token.</summary>
    public override string ToString() => $"LeasedWork {{ {Id}, {Body.GetType().Name} }}";
}

/// <summary>The result of a piece of work.</summary>
/// <param name="Id">The work's identifier.</param>
/// <param name="LeaseToken">The lease it was done under.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record ResultRequest(Guid Id, string LeaseToken, WorkOutcome Outcome)
{
    /// <summary>What came of which work, without the token.</summary>
    public override string ToString() => $"ResultRequest {{ {Id}, {Outcome.GetType().Name} }}";
}
