using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Chancery.Domain;
using Chancery.Pki;

namespace Chancery.Vault;

/// <summary>An import whose seal the vault has opened. What is public of it can be looked at; the keys stay inside.</summary>
public sealed class OpenedImport : IDisposable
{
    private readonly ImmutableArray<Pkcs12Identity> _identities;

    internal OpenedImport(string owner, ImmutableArray<string> former, IntendedPurpose purpose, ImmutableArray<Pkcs12Identity> identities) =>
        (Owner, FormerAddresses, Purpose, _identities) = (owner, former, purpose, identities);

    /// <summary>The owner's address, as named inside the seal.</summary>
    public string Owner { get; }

    /// <summary>The owner's former addresses, as named inside the seal.</summary>
    public ImmutableArray<string> FormerAddresses { get; }

    /// <summary>The purpose named inside the seal.</summary>
    public IntendedPurpose Purpose { get; }

    /// <summary>How many keys it holds.</summary>
    public int Count => _identities.Length;

    /// <summary>The certificate of one key.</summary>
    /// <param name="index">Which.</param>
    public X509Certificate2 Certificate(int index) => _identities[index].Certificate;

    /// <summary>The other certificates that came with one key.</summary>
    /// <param name="index">Which.</param>
    public ImmutableArray<X509Certificate2> Chain(int index) => _identities[index].Chain;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var identity in _identities)
        {
            identity.Dispose();
        }
    }

    internal Pkcs12Identity Identity(int index) => _identities[index];
}
