namespace Chancery.Pki;

/// <summary>A tag and a length (X.690 §8.1).</summary>
/// <param name="Tag">The identifier octet, the first where there are several: no tag of CMS itself has several.</param>
/// <param name="Length">The length of the contents, or <see cref="Indefinite"/>.</param>
/// <param name="HeaderBytes">The length of tag and length.</param>
internal readonly record struct BerHeader(byte Tag, long Length, int HeaderBytes)
{
    public const long Indefinite = -1;

    public bool IsIndefinite => Length == Indefinite;
}
