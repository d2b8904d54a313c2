namespace Chancery.Mail.Writing;

/// <summary>The MIME parts that hold CMS (RFC 8551 §3.2): base64, with the file names old readers go by.</summary>
internal static class Pkcs7Part
{
    public static void AddMime(ByteBuilder result, string smimeType, ReadOnlySpan<byte> cms) =>
        Add(result, $"application/pkcs7-mime; smime-type={smimeType}; name=smime.p7m", "smime.p7m", cms);

    public static void AddSignature(ByteBuilder result, ReadOnlySpan<byte> cms) =>
        Add(result, "application/pkcs7-signature; name=smime.p7s", "smime.p7s", cms);

    private static void Add(ByteBuilder result, string type, string fileName, ReadOnlySpan<byte> cms) => result
        .Add($"Content-Type: {type}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename={fileName}\r\n\r\n")
        .AddBase64(cms);
}
