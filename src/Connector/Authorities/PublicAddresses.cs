namespace Chancery.Connector.Authorities;

/// <summary>Where devices and mail apps find the server: what goes into profiles and certificates.</summary>
internal sealed class PublicAddresses(Uri publicUrl)
{
    private readonly string _origin = publicUrl.GetLeftPart(UriPartial.Authority);

    internal string Scep => _origin + "/apple/scep";

    internal string Mdm => _origin + "/apple/mdm";

    internal string CheckIn => _origin + "/apple/checkin";

    internal static string CrlName(string authority) => authority + ".crl";

    internal string Crl(string authority) => $"{_origin}/pki/{CrlName(authority)}";

    internal string Certificate(string authority) => $"{_origin}/pki/{authority}.cer";
}
