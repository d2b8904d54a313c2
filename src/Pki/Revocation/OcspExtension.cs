using System.Formats.Asn1;

namespace Chancery.Pki;

/// <summary>Extensions of responses.</summary>
internal static class OcspExtension
{
    public static List<(string Oid, bool Critical, ReadOnlyMemory<byte> Value)> ReadAll(AsnReader extensions)
    {
        var all = new List<(string, bool, ReadOnlyMemory<byte>)>();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            all.Add((oid, critical, extension.ReadOctetString()));
            extension.ThrowIfNotEmpty();
        }

        return all;
    }
}
