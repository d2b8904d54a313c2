namespace Chancery.Pki;

/// <summary>One recipient of an envelope as told from the outside, without any key.</summary>
/// <param name="Kind">Which choice of RecipientInfo (RFC 5652 §6.2).</param>
/// <param name="Identifier">The certificate it names, or null where it names none (a password, a shared key).</param>
/// <param name="Algorithm">The algorithm for people, with its parameters: <c>RSA-OAEP (SHA-256, MGF1 SHA-1)</c>, <c>ECDH (SHA-256 KDF, AES-256 key wrap)</c>,
/// <c>ML-KEM-768</c>. One not known is its object identifier.</param>
/// <param name="Oid">The object identifier of that algorithm.</param>
public sealed record RecipientInfo(RecipientKind Kind, RecipientIdentifier? Identifier, string Algorithm, string Oid);
