namespace Chancery.Pki;

/// <summary>What a CompressedData held.</summary>
/// <param name="Content">The content.</param>
/// <param name="ContentType">Its type, an object identifier.</param>
public sealed record CompressedContent(byte[] Content, string ContentType);
