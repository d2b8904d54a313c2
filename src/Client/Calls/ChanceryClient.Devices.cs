namespace Chancery.Client;

public sealed partial class ChanceryClient
{
    private const string Devices = "/beta/deviceManagement/managedDevices";

    /// <summary>Invites a device: the connector mails an enrolment profile to the person.</summary>
    /// <param name="userPrincipalName">The person.</param>
    /// <param name="platform"><c>iOS</c> or <c>macOS</c>.</param>
    /// <param name="delivery"><c>mail</c> (strict) or <c>link</c> (server trusted at enrolment, where policy allows it).</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientEnrollment>> CreateEnrollmentAsync(
        string userPrincipalName, string platform, string delivery, CancellationToken cancellation = default) =>
        _api.PostAsync<ClientEnrollment>("/chancery/v1/enrollments", new EnrollmentBody(userPrincipalName, platform, delivery), cancellation);

    /// <summary>One enrolment.</summary>
    /// <param name="id">The enrolment.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientEnrollment>> GetEnrollmentAsync(string id, CancellationToken cancellation = default) =>
        _api.GetAsync<ClientEnrollment>($"/chancery/v1/enrollments/{Escape(id)}", cancellation);

    /// <summary>Every device.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<IReadOnlyList<ClientDevice>>> ListDevicesAsync(CancellationToken cancellation = default) =>
        _api.ListAsync<ClientDevice>(Devices, cancellation);

    /// <summary>One device.</summary>
    /// <param name="idOrName">Identifier or name; a name that several devices have is <c>nameAmbiguous</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ApiResult<ClientDevice>> FindDeviceAsync(string idOrName, CancellationToken cancellation = default) => Guid.TryParse(idOrName, out _)
        ? await _api.GetAsync<ClientDevice>($"{Devices}/{Escape(idOrName)}", cancellation)
        : (await _api.ListAsync<ClientDevice>($"{Devices}?$filter=deviceName%20eq%20{Quote(idOrName)}", cancellation)).Then(found => One(found, idOrName));

    /// <summary>What a device should have and has.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<IReadOnlyList<ClientDeployment>>> ListDeploymentsAsync(string deviceId, CancellationToken cancellation = default) =>
        _api.ListAsync<ClientDeployment>($"/chancery/v1/managedDevices/{Escape(deviceId)}/deployments", cancellation);

    /// <summary>Takes back all a device was given; its own certificates are revoked.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<Done>> RetireDeviceAsync(string deviceId, CancellationToken cancellation = default) =>
        _api.SendAsync<Done>(HttpMethod.Post, $"{Devices}/{Escape(deviceId)}/retire", body: null, cancellation);

    /// <summary>Locks a device at its next sync.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<Done>> LockDeviceAsync(string deviceId, CancellationToken cancellation = default) =>
        _api.SendAsync<Done>(HttpMethod.Post, $"{Devices}/{Escape(deviceId)}/remoteLock", body: null, cancellation);

    /// <summary>Erases a device.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="macUnlockCode">macOS: six digits to unlock it afterwards.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<Done>> WipeDeviceAsync(string deviceId, string? macUnlockCode, CancellationToken cancellation = default) =>
        _api.PostAsync<Done>($"{Devices}/{Escape(deviceId)}/wipe", new WipeBody(false, false, macUnlockCode), cancellation);

    /// <summary>How the service is.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<ApiResult<ClientStatus>> GetStatusAsync(CancellationToken cancellation = default) =>
        _api.GetAsync<ClientStatus>("/chancery/v1/status", cancellation);

    private sealed record EnrollmentBody(string UserPrincipalName, string Platform, string Delivery);

    private sealed record WipeBody(bool KeepEnrollmentData, bool KeepUserData, string? MacOsUnlockCode)
    {
        public override string ToString() => nameof(WipeBody);
    }
}
