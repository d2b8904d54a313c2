using Chancery.Channels.Connectors;

namespace Chancery.Connector.Loop;

/// <summary>What the connector makes public, as it stands.</summary>
internal static class Published
{
    internal static async Task<PublishRequest> CurrentAsync(ConnectorCore core, CancellationToken cancellationToken) => new(
        core.Vault.Certificate.RawData,
        [.. core.MailAuthority.Roots.Select(root => root.RawData)],
        [.. core.MailAuthority.Issuing.Select(issuing => issuing.RawData)],
        core.DeviceAuthority.Certificate.RawData,
        [.. await core.MailAuthority.CurrentListsAsync(cancellationToken), await core.DeviceAuthority.CurrentListAsync(cancellationToken)]);
}
