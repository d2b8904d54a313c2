using System.Text;

namespace Chancery.Mail.Writing;

/// <summary>The MIME parts that hold CMS (RFC 8551 §3.2): base64, with the file names old readers go by.</summary>
internal static class Pkcs7Part
{
    public static byte[] Mime(string smimeType, byte[] cms) => Part($"application/pkcs7-mime; smime-type={smimeType}; name=smime.p7m", "smime.p7m", cms);

    public static byte[] Signature(byte[] cms) => Part("application/pkcs7-signature; name=smime.p7s", "smime.p7s", cms);

    private static byte[] Part(string type, string fileName, byte[] cms)
    {
        var text = new StringBuilder()
            .Append("Content-Type: ").Append(type).Append("\r\n")
            .Append("Content-Transfer-Encoding: base64\r\n")
            .Append("Content-Disposition: attachment; filename=").Append(fileName).Append("\r\n\r\n")
            .Append(Convert.ToBase64String(cms, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
