using System.Globalization;
using System.Security.Cryptography;
using Xunit;

namespace Chancery.Pki.Tests;

/// <summary>The arithmetic of envelopes against NIST's vectors and RFC 3217's, and OAEP of two hashes against pyca's. Those of NIST and of pyca are in
/// Debian's package python3-cryptography-vectors; missing, it is a failed test.</summary>
public sealed class VectorTests
{
    private const string Folder = "/usr/lib/python3/dist-packages/cryptography_vectors";

    public static TheoryData<string> Mixes =>
        [.. Directory.GetFiles($"{Folder}/asymmetric/RSA/oaep-custom", "oaep-sha*.txt").Select(file => Path.GetFileName(file)!).Order()];

    [Fact]
    public void KeyDerivation_isThatOfX963()
    {
        var hash = "";
        var count = 0;
        Dictionary<string, string> fields = [];
        foreach (var line in Read("KDF/ansx963_2001.txt"))
        {
            hash = line.StartsWith("[SHA-", StringComparison.Ordinal) ? line[1..^1].Replace("-", "", StringComparison.Ordinal) : hash;
            Note(fields, line);
            if (line.StartsWith("key_data =", StringComparison.Ordinal))
            {
                var key = new byte[fields["key_data"].Length / 2];
                KeyAgreement.DeriveKey(hash, Hex(fields["Z"]), Hex(fields["SharedInfo"]), key);
                Assert.Equal(fields["key_data"], Convert.ToHexStringLower(key));
                count++;
            }
        }

        Assert.Equal(100, count);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(192)]
    [InlineData(256)]
    public void AesKeyWrap_isThatOfNist(int bits)
    {
        var (count, refused) = (0, 0);
        Dictionary<string, string> fields = [];
        foreach (var line in Read($"keywrap/kwtestvectors/KW_AD_{bits}.txt").Where(line => line.Length < 200))
        {
            Note(fields, line);
            if (line != "FAIL" && !line.StartsWith("P =", StringComparison.Ordinal))
            {
                continue;
            }

            var key = new byte[64];
            var (wrapKey, wrapped) = (Hex(fields["K"]), Hex(fields["C"]));
            var length = AesKeyWrap.Unwrap(wrapKey, wrapped, key);
            if (line == "FAIL")
            {
                Assert.Equal(0, length);
                refused++;
                continue;
            }

            Assert.Equal(fields["P"], Convert.ToHexStringLower(key.AsSpan(0, length)));
            var again = new byte[wrapped.Length];
            AesKeyWrap.Wrap(wrapKey, key.AsSpan(0, length), again);
            Assert.Equal(wrapped, again);
            count++;
        }

        Assert.True(count > 250 && refused > 50, $"{count} and {refused}.");
    }

    // RFC 3217 §3.4
    [Fact]
    public void TripleDesKeyWrap_isThatOfTheRfc()
    {
        var wrapKey = Hex("255e0d1c07b646dfb3134cc843ba8aa71f025b7c0838251f");
        var wrapped = Hex("690107618ef092b3b48ca1796b234ae9fa33ebb4159604037db5d6a84eb3aac2768c632775a467d4");
        var key = new byte[24];
        Assert.Equal(24, TripleDesKeyWrap.Unwrap(wrapKey, wrapped, key));
        Assert.Equal("2923bf85e06dd6ae529149f1f1bae9eab3a7da3d860d3e98", Convert.ToHexStringLower(key));
        wrapped[5] ^= 1;
        Assert.Equal(0, TripleDesKeyWrap.Unwrap(wrapKey, wrapped, key));
        Assert.Equal(0, TripleDesKeyWrap.Unwrap(wrapKey, wrapped.AsSpan(1), key));
    }

    [Theory]
    [MemberData(nameof(Mixes))]
    public void Oaep_ofAnyTwoHashes_opens(string file)
    {
        var lines = Read($"asymmetric/RSA/oaep-custom/{file}").ToList();
        using var rsa = RSA.Create();
        rsa.ImportParameters(KeyAt(lines));
        var opened = 0;
        for (var index = 0; opened < 2; index++)
        {
            if (lines[index].StartsWith("# OAEP Example", StringComparison.Ordinal))
            {
                var names = lines[index].Split(' ').Select(word => word.Split('=')).Where(pair => pair.Length == 2)
                    .Select(pair => pair[1].ToUpperInvariant()).ToArray();
                Opens(rsa, new OaepParameters(names[0], names[1], default), Hex(lines[index + 4]), Hex(lines[index + 2]));
                opened++;
            }
        }
    }

    [Fact]
    public void Oaep_withALabel_opens()
    {
        var fields = new Dictionary<string, string>();
        foreach (var line in Read("asymmetric/RSA/oaep-label.txt"))
        {
            Note(fields, line);
        }

        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Hex(fields["KEY"]), out _);
        Opens(rsa, new OaepParameters("SHA512", "SHA512", Hex(fields["OAEPLabel"])), Hex(fields["Input"]), "Hello World"u8.ToArray());
        var another = new OaepParameters("SHA512", "SHA512", new byte[16]);
        Assert.Throws<Xunit.Sdk.TrueException>(() => Opens(rsa, another, Hex(fields["Input"]), "Hello World"u8.ToArray()));
    }

    private static void Opens(RSA rsa, OaepParameters parameters, byte[] encrypted, byte[] message)
    {
        using var key = new DecryptionKey(TestRecipients.Certify(rsa, null), rsa);
        using var recovery = new OaepRecovery(new RecipientEntry(RecipientKind.KeyTransport) { EncryptedKey = encrypted }, key, parameters);
        var recovered = new byte[message.Length];
        Assert.True(recovery.TryRecover(recovered, null));
        Assert.Equal(message, recovered);
        // Of another length it is another message.
        Assert.False(recovery.TryRecover(new byte[message.Length + 1], null));
    }

    // "# Modulus:" and its neighbours, each followed by its number.
    private static RSAParameters KeyAt(List<string> lines)
    {
        var start = lines.IndexOf("# Private key");
        byte[] Number(string name, int length)
        {
            var bytes = Hex(lines[lines.IndexOf(name, start) + 1]);
            return [.. new byte[Math.Max(0, length - bytes.Length)], .. bytes];
        }

        var half = Number("# Modulus:", 0).Length / 2;
        return new()
        {
            Modulus = Number("# Modulus:", 0),
            Exponent = Number("# Public exponent:", 0),
            D = Number("# Exponent:", half * 2),
            P = Number("# Prime 1:", half),
            Q = Number("# Prime 2:", half),
            DP = Number("# Prime exponent 1:", half),
            DQ = Number("# Prime exponent 2:", half),
            InverseQ = Number("# Coefficient:", half),
        };
    }

    private static IEnumerable<string> Read(string file)
    {
        Assert.True(File.Exists($"{Folder}/{file}"), $"{Folder}/{file} is missing: install the package python3-cryptography-vectors.");
        return File.ReadLines($"{Folder}/{file}").Select(line => line.TrimEnd());
    }

    private static void Note(Dictionary<string, string> fields, string line)
    {
        if (line.Split('=', 2) is [var name, var value])
        {
            fields[name.Trim()] = value.Trim();
        }
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text.Length % 2 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"0{text}"));
}
