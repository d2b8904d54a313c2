using System.Diagnostics.CodeAnalysis;

namespace Chancery.Pki;

/// <summary>The type of a SCEP message (RFC 8894 §3.2.1.2).</summary>
[SuppressMessage("Design", "CA1008", Justification = "The numbers are the protocol's; it has no zero.")]
public enum ScepMessageType
{
    /// <summary>A response.</summary>
    CertRep = 3,

    /// <summary>A request signed with an existing certificate.</summary>
    RenewalReq = 17,

    /// <summary>A request signed with its own key.</summary>
    PKCSReq = 19,

    /// <summary>Asks again for a certificate that was pending.</summary>
    CertPoll = 20,

    /// <summary>Asks for a certificate by its serial number.</summary>
    GetCert = 21,

    /// <summary>Asks for a CRL.</summary>
    GetCrl = 22,
}
