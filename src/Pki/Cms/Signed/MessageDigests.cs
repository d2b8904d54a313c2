using System.Security.Cryptography;

namespace Chancery.Pki;

/// <summary>The digests of one content, each algorithm once, whether the content comes in one piece or in many.</summary>
internal sealed class MessageDigests : IDisposable
{
    private readonly List<(DigestAlgorithm Algorithm, IncrementalHash? Hash, byte[]? Value)> _digests = new(1);

    public MessageDigests(IReadOnlyList<CmsSignerKey> signers)
    {
        foreach (var signer in signers)
        {
            Add(signer.DigestAlgorithm);
        }
    }

    public MessageDigests()
    {
    }

    /// <summary>The digest by an algorithm; null where it was not asked for before the content passed.</summary>
    public byte[]? Find(DigestAlgorithm algorithm)
    {
        foreach (var digest in _digests)
        {
            if (digest.Algorithm == algorithm)
            {
                return digest.Value;
            }
        }

        return null;
    }

    public void Add(DigestAlgorithm algorithm)
    {
        foreach (var digest in _digests)
        {
            if (digest.Algorithm == algorithm)
            {
                return;
            }
        }

        _digests.Add((algorithm, null, null));
    }

    public void Set(DigestAlgorithm algorithm, byte[] value) => _digests.Add((algorithm, null, value));

    public void HashOnce(ReadOnlySpan<byte> content)
    {
        for (var index = 0; index < _digests.Count; index++)
        {
            _digests[index] = (_digests[index].Algorithm, null, _digests[index].Algorithm.HashData(content));
        }
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        for (var index = 0; index < _digests.Count; index++)
        {
            var (algorithm, hash, value) = _digests[index];
            hash ??= IncrementalHash.CreateHash(algorithm.Hash);
            hash.AppendData(content);
            _digests[index] = (algorithm, hash, value);
        }
    }

    public void Finish()
    {
        for (var index = 0; index < _digests.Count; index++)
        {
            var (algorithm, hash, _) = _digests[index];
            _digests[index] = (algorithm, null, hash?.GetHashAndReset() ?? algorithm.HashData([]));
            hash?.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var digest in _digests)
        {
            digest.Hash?.Dispose();
        }
    }
}
