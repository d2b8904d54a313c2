namespace Chancery.Pki;

/// <summary>How much must be known of the revocation of every certificate of a path.</summary>
public enum RevocationMode
{
    /// <summary>Each must be known not to be revoked; where nothing is known the path is <see cref="PathVerdict.Unverifiable"/>.</summary>
    Require,

    /// <summary>A revoked one is refused; one of which nothing is known is not.</summary>
    IfPresent,

    /// <summary>Revocation is not looked at.</summary>
    None,
}
