using System.Security.Cryptography.X509Certificates;

namespace Chancery.Pki;

/// <summary>One reason why a path is not valid.</summary>
/// <param name="Code">Which.</param>
/// <param name="Certificate">The certificate of the path it is about; null where it is about none in particular.</param>
/// <param name="Detail">A fact that helps, in English.</param>
public sealed record PathReason(PathReasonCode Code, X509Certificate2? Certificate, string Detail)
{
    /// <summary>The code in lowerCamelCase, as it is written in JSON.</summary>
    public string Name
    {
        get
        {
            var name = Code.ToString();
            return char.ToLowerInvariant(name[0]) + name[1..];
        }
    }
}
