namespace Chancery.Connector.Authorities;

/// <summary>Where devices and mail apps find the server: what goes into profiles and certificates.</summary>
internal sealed class PublicAddresses(Uri publicUrl, Uri? pkiUrl)
{
    private readonly string _origin = publicUrl.GetLeftPart(UriPartial.Authority);

    // S/MIME BR 7.1.2.3: http alone. A list behind TLS needs a certificate to be checked before it can be read.
    private readonly string _pki = pkiUrl is null ? $"http://{publicUrl.IdnHost}" : pkiUrl.GetLeftPart(UriPartial.Authority);

    internal string Scep => _origin + "/apple/scep";

    internal string Mdm => _origin + "/apple/mdm";

    internal string CheckIn => _origin + "/apple/checkin";

    internal static string CrlName(string authority) => authority + ".crl";

    internal string Crl(string authority) => $"{_pki}/pki/{CrlName(authority)}";

    internal string Certificate(string authority) => $"{_pki}/pki/{authority}.cer";
}
