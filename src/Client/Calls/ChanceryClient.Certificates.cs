using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Pki;

namespace Chancery.Client;

public sealed partial class ChanceryClient
{
    /// <summary>The vault's certificate, checked against the pin of the connection where there is one.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The certificate; or <c>vaultCertificateMismatch</c>.</returns>
    public async Task<ApiResult<X509Certificate2>> GetVaultCertificateAsync(CancellationToken cancellation = default) =>
        (await _api.GetAsync<ClientVault>("/chancery/v1/vault", cancellation)).Then(Check);

    /// <summary>Imports a PFX: file and password leave this process only sealed to the vault.</summary>
    /// <param name="import">What to import.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was imported; or what the vault found wrong with it.</returns>
    public async Task<ApiResult<ClientUserPfxCertificate>> ImportPfxAsync(PfxImport import, CancellationToken cancellation = default)
    {
        var vault = await GetVaultCertificateAsync(cancellation);
        if (!vault.IsOk)
        {
            return vault.Error;
        }

        using var certificate = vault.Value;
        var sealedImport = SealedImport.Seal(
            new SealedImport
            {
                Pfx = import.Pfx,
                Password = import.Password,
                OwnerAddress = import.User.Address,
                FormerAddresses = [.. import.FormerAddresses],
                Purpose = import.Purpose,
            },
            certificate);
        return await _api.PostAsync<ClientUserPfxCertificate>(
            "/beta/deviceManagement/userPfxCertificates", new ImportBody(import.User.UserPrincipalName, import.Purpose, sealedImport), cancellation);
    }

    /// <summary>Every imported certificate, or those of one person.</summary>
    /// <param name="userPrincipalName">The person; null: everybody.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<IReadOnlyList<ClientUserPfxCertificate>>> ListUserPfxCertificatesAsync(
        string? userPrincipalName, CancellationToken cancellation = default) =>
        _api.ListAsync<ClientUserPfxCertificate>(
            "/beta/deviceManagement/userPfxCertificates" + (
                userPrincipalName is null ? "" : $"?$filter=userPrincipalName%20eq%20{Quote(userPrincipalName)}"), cancellation);

    /// <summary>Every certificate on every device, and whether it is revoked.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<IReadOnlyList<ClientCertificateState>>> ListCertificateStatesAsync(CancellationToken cancellation = default) =>
        _api.ListAsync<ClientCertificateState>("/beta/deviceManagement/deviceConfigurationsAllManagedDeviceCertificateStates", cancellation);

    /// <summary>Something the authorities publish: <c>root.pem</c>, <c>issuing.pem</c>, <c>issuing.crl</c> and their like.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its bytes, worth what a signature over them says; or <c>notFound</c>.</returns>
    public Task<ApiResult<byte[]>> GetPublishedAsync(string name, CancellationToken cancellation = default) =>
        _api.GetAsync<byte[]>($"/pki/{Escape(name)}", cancellation);

    private ApiResult<X509Certificate2> Check(ClientVault vault)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(vault.Certificate));
        if (_connection.VaultCertificate is { } pin && !pin.Replace(":", "", StringComparison.Ordinal).Equals(sha256, StringComparison.OrdinalIgnoreCase))
        {
            return new ApiError(ClientErrorCodes.VaultCertificateMismatch, $"The vault's certificate is {sha256}.", _connection.Server.Authority);
        }

        var read = CertificateReader.Read(vault.Certificate);
        return read.IsOk ? read.Value : new ApiError(ClientErrorCodes.UnexpectedAnswer, read.Error!.Detail);
    }

    private sealed record ImportBody(string UserPrincipalName, string IntendedPurpose, byte[] EncryptedPfxBlob);
}
