using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Vault;

/// <summary>The failures of the room Pki in the words of the catalogue, where each has the same code.</summary>
public static class FromPki
{
    /// <summary>The same failure.</summary>
    /// <param name="error">What Pki says; its detail holds no secret.</param>
    /// <param name="target">The field it is about.</param>
    public static Error Error(PkiError error, string? target) => new(error.Name, target, error.Detail);
}
