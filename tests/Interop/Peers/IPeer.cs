namespace Chancery.Interop.Tests;

/// <summary>An independent implementation of CMS, driven as its users drive it. A null answer is a refusal of the program's own.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>Name and version without what a security update changes.</summary>
    string Name { get; }

    byte[]? Encrypt(EncryptionRow row, byte[] content);

    byte[]? Decrypt(EncryptionRow row, byte[] cms);

    byte[]? Sign(SignatureRow row, byte[] content);

    /// <returns>The content it holds to be signed.</returns>
    byte[]? Verify(SignatureRow row, byte[] cms, byte[] content);
}
