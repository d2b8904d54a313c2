using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Connector.Authorities;
using Chancery.Connector.Bindings;
using Chancery.Connector.Releases;
using Chancery.Connector.Store;
using Chancery.Connector.Trust;
using Chancery.Domain;
using Chancery.Mail;
using Chancery.Pki;
using Chancery.Vault;

namespace Chancery.Connector;

/// <summary>Everything of a connector but its calls to the server: opened once, used by the handlers of work.</summary>
internal sealed class ConnectorCore : IDisposable
{
    internal required ConnectorOptions Options { get; init; }

    internal required KeyVault Vault { get; init; }

    internal required ConnectorStore Store { get; init; }

    internal required ReleaseLog Log { get; init; }

    internal required BindingBook Bindings { get; init; }

    internal required IssuanceLedger Ledger { get; init; }

    internal required ICertificateAuthority MailAuthority { get; init; }

    internal required RevocationLists Lists { get; init; }

    internal required DeviceAuthority DeviceAuthority { get; init; }

    internal required X509Certificate2 TlsIdentity { get; init; }

    internal required IReadOnlyList<byte[]> DeviceTrust { get; init; }

    internal required PublicAddresses Addresses { get; init; }

    internal required IMailTransport Mail { get; init; }

    internal required string MdmTopic { get; init; }

    internal required TrustChecks Checks { get; init; }

    /// <summary>One change at a time for each enrolment.</summary>
    internal KeyedLocks EnrollmentLocks { get; } = new();

    /// <summary>Set when something public changed (a revocation); the loop publishes and resets it.</summary>
    internal PublishSignal Publish { get; } = new();

    internal TimeProvider Time => Options.Time;

    /// <returns>The connector, made at its first start; or what is wrong with its settings or its folder.</returns>
    internal static async Task<Result<ConnectorCore>> OpenAsync(
        ConnectorOptions options, IMailTransport mail, IReadOnlyList<byte[]> deviceTrust, TrustChecks checks, CancellationToken cancellationToken)
    {
        SecretFile.CreateFolder(options.DataFolder);
        var passphrase = Passphrase.Read(options.PassphraseFile, Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"));
        if (!passphrase.IsOk)
        {
            return passphrase.Error;
        }

        using var secret = passphrase.Value;
        var vault = KeyVault.Open(Path.Combine(options.DataFolder, "vault.key"), secret, options.Time);
        if (!vault.IsOk)
        {
            return vault.Error;
        }

        var core = await OpenAsync(options, vault.Value, mail, deviceTrust, checks, cancellationToken);
        if (!core.IsOk)
        {
            vault.Value.Dispose();
            return core;
        }

        VaultCertificateFile.Write(options.DataFolder, vault.Value.Certificate);

        return core;
    }

    public void Dispose()
    {
        Log.Dispose();
        Lists.Dispose();
        Publish.Dispose();
        Vault.Dispose();
    }

    private static async Task<Result<ConnectorCore>> OpenAsync(
        ConnectorOptions options, KeyVault vault, IMailTransport mail, IReadOnlyList<byte[]> deviceTrust, TrustChecks checks,
        CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.DataFolder, "keys");
        SecretFile.CreateFolder(folder);
        var keys = new AuthorityKeys(vault, folder, options.Time);
        var store = ConnectorStore.Open(Path.Combine(options.DataFolder, "connector.db"));
        if (!store.IsOk)
        {
            return store.Error;
        }

        var addresses = new PublicAddresses(options.PublicUrl, options.PkiUrl);
        var ledger = new IssuanceLedger(store.Value, options.Time);
        var lists = new RevocationLists(store.Value, options.Time);
        var people = BuiltInAuthority.Open(keys, options, ledger, lists, addresses);
        var devices = DeviceAuthority.Open(keys, options, ledger, lists, addresses);
        var bindingKey = keys.Key("binding", KeyAlgorithm.EcdsaP256);
        var tls = Authorities.TlsIdentity.Open(keys, folder, options.Time);
        if ((people.Error ?? devices.Error ?? bindingKey.Error ?? tls.Error) is { } error)
        {
            return error;
        }

        var log = ReleaseLog.Open(Path.Combine(options.DataFolder, "releases.log"), options.Time);
        if (!log.IsOk)
        {
            return log.Error;
        }

        return new ConnectorCore
        {
            Options = options,
            Vault = vault,
            Store = store.Value,
            Log = log.Value,
            Bindings = new BindingBook(store.Value, (ECDsa)bindingKey.Value, log.Value, checks),
            Ledger = ledger,
            Lists = lists,
            MailAuthority = people.Value,
            DeviceAuthority = devices.Value,
            TlsIdentity = tls.Value,
            DeviceTrust = deviceTrust,
            Addresses = addresses,
            Mail = mail,
            MdmTopic = options.MdmTopic ?? $"com.apple.mgmt.External.{await InstallationAsync(store.Value, options.Time, cancellationToken):D}",
            Checks = checks,
        };
    }

    private static async Task<Guid> InstallationAsync(ConnectorStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var known = await Settings.ReadAsync(store, Settings.Installation, cancellationToken);
        if (Guid.TryParse(known, out var installation))
        {
            return installation;
        }

        installation = Guid.CreateVersion7(time.GetUtcNow());
        await Settings.WriteAsync(store, Settings.Installation, installation.ToString("D"), cancellationToken);
        return installation;
    }
}
