using System.Runtime.CompilerServices;
using Chancery.Pki;

namespace Chancery.Mail.Reading;

/// <summary>A reader's keys made ready once, as long as he hands in the same ones.</summary>
internal static class PreparedDecryption
{
    private static readonly ConditionalWeakTable<MailKey, DecryptionKey> Keys = [];
    private static readonly ConditionalWeakTable<object, Prepared> Sets = [];

    /// <summary>Keys that cannot decrypt mail are passed over.</summary>
    public static DecryptionKeys Of(IReadOnlyCollection<MailKey> keys)
    {
        // A collection may have changed since: its keys are compared, one by one, by being the same.
        if (Sets.TryGetValue(keys, out var known) && known.Of.SequenceEqual(keys, ReferenceEqualityComparer.Instance))
        {
            return known.Keys;
        }

        var prepared = new Prepared([.. keys], new DecryptionKeys(keys.Select(Of).OfType<DecryptionKey>()));
        Sets.AddOrUpdate(keys, prepared);
        return prepared.Keys;
    }

    private static DecryptionKey? Of(MailKey key)
    {
        if (Keys.TryGetValue(key, out var known))
        {
            return known;
        }

        var created = DecryptionKey.Create(key.Certificate, key.Key);
        return created.IsOk ? Keys.GetValue(key, _ => created.Value) : null;
    }

    private sealed record Prepared(MailKey[] Of, DecryptionKeys Keys);
}
