namespace Chancery.Pki;

/// <summary>How much must be known of the revocation of every certificate of a path.</summary>
public enum RevocationMode
{
    /// <summary>Each must be known not to be revoked; where nothing is known the path is <see cref="PathVerdict.Unverifiable"/>.</summary>
    Require,

    /// <summary>The certificate asked about must be known not to be revoked; of the authorities above it, a revoked one is refused and one of which nothing
    /// is known is not. For who has the lists of those who issue to people, and not those of the roots.</summary>
    RequireEndEntity,

    /// <summary>A revoked one is refused; one of which nothing is known is not.</summary>
    IfPresent,

    /// <summary>Revocation is not looked at.</summary>
    None,
}
