namespace Chancery.Simulators.Apple;

/// <summary>The errors this device knows, numbered as in the appendix "Error Codes" of Apple's MDM Protocol Reference.</summary>
internal static class DeviceErrors
{
    public const string Profile = "MCProfileErrorDomain";
    public const string Payload = "MCPayloadErrorDomain";
    public const string Installation = "MCInstallationErrorDomain";
    public const string Certificate = "MCCertificateErrorDomain";
    public const string Mdm = "MCMDMErrorDomain";
    public const string Scep = "MCSCEPErrorDomain";
    public const string Http = "MCHTTPTransactionErrorDomain";
    public const string Account = "MCEASErrorDomain";

    public static DeviceError MalformedProfile(string why) => new(Profile, 1000, why);

    public static DeviceError BadSignature(string why) => new(Profile, 1004, why);

    public static DeviceError EmptyProfile() => new(Profile, 1005, "The profile holds no payload.");

    public static DeviceError CannotDecrypt(string why) => new(Profile, 1006, why);

    public static DeviceError DuplicateUuid(string uuid) => new(Profile, 1007, $"Two payloads have the UUID {uuid}.");

    public static DeviceError DuplicateIdentifier(string id) => new(Profile, 1008, $"Two payloads have the identifier {id}.");

    public static DeviceError UnsupportedProfileValue(string why) => new(Profile, 1010, why);

    public static DeviceError UnsupportedPayloadVersion(string of) => new(Payload, 2001, $"{of}: PayloadVersion must be the integer 1.");

    public static DeviceError MissingField(string field, string of) => new(Payload, 2002, $"{of}: the required field {field} is missing.");

    public static DeviceError BadType(string field, string of) => new(Payload, 2003, $"{of}: the field {field} has the wrong type.");

    public static DeviceError UnsupportedValue(string field, string of) => new(Payload, 2004, $"{of}: the value of {field} is not supported.");

    public static DeviceError InstallationFailed(DeviceError cause) => new(Installation, 4001, "The profile could not be installed.", cause);

    public static DeviceError ReferenceNotFound(string field, string of) =>
        new(Payload, 2004, $"{of}: {field} refers to no identity in this profile.");

    public static DeviceError InvalidPassword(string why) => new(Certificate, 9000, why);

    public static DeviceError TooManyCertificates() => new(Certificate, 9001, "Only one certificate may be included in a payload.");

    public static DeviceError MalformedCertificate(string why) => new(Certificate, 9005, why);

    public static DeviceError NotAnIdentity(string why) => new(Certificate, 9006, why);

    public static DeviceError InvalidAccessRights() => new(Mdm, 12000, "The access rights are invalid.");

    public static DeviceError SecondMdm() => new(Mdm, 12001, "Another MDM profile is installed.");

    public static DeviceError CannotCheckIn(string why) => new(Mdm, 12002, why);

    public static DeviceError NotAuthorised(string command) => new(Mdm, 12007, $"The access rights do not allow {command}.");

    public static DeviceError MalformedRequest(string why) => new(Mdm, 12008, why);

    public static DeviceError InvalidMdm(string why) => new(Mdm, 12011, why);

    public static DeviceError MdmMismatch(string field) => new(Mdm, 12012, $"An update of the MDM profile may not change {field}.");

    public static DeviceError ProfileNotManaged(string id) => new(Mdm, 12013, $"The profile {id} was not installed by this server.");

    public static DeviceError UnknownCommand(string type) => new(Mdm, 12021, $"{type} is not a valid request type.");

    public static DeviceError ProfileNotFound(string id) => new(Mdm, 12075, $"The profile {id} is not installed.");

    public static DeviceError ScepFailed(int code, string why) => new(Scep, code, why);

    public static DeviceError BadServerResponse(string why) => new(Http, 23001, why);

    public static DeviceError UntrustedServer(string why) => new(Http, 23002, why);

    public static DeviceError AccountExists(string address) => new(Account, 11002, $"An account for {address} at this host exists.");
}
