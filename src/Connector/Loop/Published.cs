using Chancery.Channels.Connectors;
using Chancery.Connector.Authorities;

namespace Chancery.Connector.Loop;

/// <summary>What the connector makes public, as it stands.</summary>
internal static class Published
{
    internal static async Task<PublishRequest> CurrentAsync(ConnectorCore core, CancellationToken cancellationToken)
    {
        var known = core.MailAuthority as IHasAuthorityCertificates;
        var lists = core.MailAuthority is IHasRevocationLists listed ? await listed.CurrentListsAsync(cancellationToken) : [];
        return new PublishRequest(
            core.Vault.Certificate.RawData,
            [.. (known?.Roots ?? []).Select(root => root.RawData)],
            [.. (known?.Issuing ?? []).Select(issuing => issuing.RawData)],
            core.DeviceAuthority.Certificate.RawData,
            [.. lists, await core.DeviceAuthority.CurrentListAsync(cancellationToken)]);
    }
}
