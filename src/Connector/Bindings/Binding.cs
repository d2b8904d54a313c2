using System.Collections.Immutable;
using System.Formats.Asn1;
using Chancery.Channels.Connectors;
using Chancery.Domain;

namespace Chancery.Connector.Bindings;

/// <summary>The fact that a device key belongs to the person at some addresses.</summary>
/// <param name="EnrollmentId">The enrolment the key came by.</param>
/// <param name="KeyHash">SHA-256 of the key's SubjectPublicKeyInfo, lower-case hexadecimal.</param>
/// <param name="Addresses">The addresses, lower-cased.</param>
/// <param name="Platform">The device's platform.</param>
/// <param name="Delivery">How the enrolment reached the person.</param>
/// <param name="Bound">When.</param>
internal sealed record Binding(
    Guid EnrollmentId, string KeyHash, ImmutableArray<string> Addresses, Platform Platform, EnrollmentDelivery Delivery, DateTimeOffset Bound)
{
    internal bool HasAddress(string address) => Addresses.Contains(address, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the connector signs: every fact, in an order and an encoding that leave one reading.</summary>
    internal byte[] ToBeSigned()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, "chancery binding 1");
            writer.WriteOctetString(EnrollmentId.ToByteArray(bigEndian: true));
            writer.WriteOctetString(Convert.FromHexString(KeyHash));
            using (writer.PushSequence())
            {
                foreach (var address in Addresses)
                {
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, address);
                }
            }

            writer.WriteCharacterString(UniversalTagNumber.UTF8String, Platform.ToString());
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, Delivery.ToString());
            writer.WriteInteger(Bound.UtcTicks);
        }

        return writer.Encode();
    }
}
