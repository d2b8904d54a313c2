namespace Chancery.Channels.Apple.Profiles;

/// <summary>The payload types this product writes (Apple, device-management, <c>mdm/profiles</c>).</summary>
internal static class PayloadTypes
{
    public const string Root = "com.apple.security.root";
    public const string Intermediate = "com.apple.security.pkcs1";
    public const string Pkcs12 = "com.apple.security.pkcs12";
    public const string Scep = "com.apple.security.scep";
    public const string Mdm = "com.apple.mdm";
    public const string EasAccount = "com.apple.eas.account";
    public const string IdentityPreference = "com.apple.security.identitypreference";
    public const string CertificatePreference = "com.apple.security.certificatepreference";

    public const string PerUserConnections = "com.apple.mdm.per-user-connections";
}
