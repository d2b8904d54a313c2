namespace Chancery.Pki;

/// <summary>A content-encryption algorithm.</summary>
/// <param name="Name">For people: <c>AES-256-CBC</c>. One not known is its object identifier.</param>
/// <param name="Oid">Its object identifier.</param>
/// <param name="KeyBits">The length of its key in bits; 0 where it is not known.</param>
/// <param name="IsLegacy">Whether only <see cref="DecryptionPolicy.Archive"/> opens it.</param>
public sealed record AlgorithmInfo(string Name, string Oid, int KeyBits, bool IsLegacy);
