using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Mail;

/// <summary>What somebody says he can read, best first (SMIMECapabilities, RFC 8551 §2.5.2): in a certificate (RFC 4262), in mail he signed, or beside
/// a certificate in a directory.</summary>
/// <param name="Items">The algorithms, in order of preference.</param>
public sealed record SmimeCapabilities(ImmutableArray<SmimeCapability> Items)
{
    private const int Most = 100;

    /// <summary>Whether an algorithm is announced.</summary>
    /// <param name="oid">Its object identifier.</param>
    public bool Announces(string oid) => Items.Any(item => item.Oid == oid);

    /// <summary>Reads the value of the attribute or of the extension.</summary>
    /// <param name="encoded">DER or BER: a SEQUENCE OF SMIMECapability.</param>
    /// <returns>The capabilities; null where the bytes are none.</returns>
    public static SmimeCapabilities? Read(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var found = ImmutableArray.CreateBuilder<SmimeCapability>();
            var list = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
            while (list.HasData && found.Count < Most)
            {
                var item = list.ReadSequence();
                found.Add(new SmimeCapability(item.ReadObjectIdentifier(), item.HasData ? item.ReadEncodedValue() : default));
            }

            return new SmimeCapabilities(found.ToImmutable());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>What a certificate announces (RFC 4262).</summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>Null where it announces nothing.</returns>
    public static SmimeCapabilities? Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == Oids.SmimeCapabilities) is { } found ? Read(found.RawData) : null;
    }
}

/// <summary>One algorithm announced.</summary>
/// <param name="Oid">Its object identifier.</param>
/// <param name="Parameters">Its parameters, encoded; empty where absent.</param>
public sealed record SmimeCapability(string Oid, ReadOnlyMemory<byte> Parameters);
