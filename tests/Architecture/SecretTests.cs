using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Chancery.Architecture.Tests;

/// <summary>A record prints all its members unless it says otherwise: one with a secret says otherwise, so that no log and no exception tells it.</summary>
public sealed partial class SecretTests
{
    public static TheoryData<string> AllRooms => [.. House.Rooms];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Record_with_a_secret_does_not_print_it(string room)
    {
        var types = Assembly.LoadFrom(House.AssemblyPath(room)).GetTypes();
        Assert.Empty(types.Where(type => IsRecord(type) && type.GetProperties(Members).Any(IsSecret) && PrintsAll(type)).Select(type => type.FullName));
    }

    [Fact]
    public void Rule_sees_records_and_their_secrets()
    {
        Assert.True(IsRecord(typeof(Told)) && PrintsAll(typeof(Told)));
        Assert.False(PrintsAll(typeof(Kept)));
        Assert.Contains(typeof(Told).GetProperties(Members), IsSecret);
        Assert.DoesNotContain(typeof(Named).GetProperties(Members), IsSecret);
    }

    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Members | BindingFlags.DeclaredOnly) is not null;

    private static bool IsSecret(PropertyInfo property) => property.PropertyType == typeof(string) && SecretName().IsMatch(property.Name);

    private static bool PrintsAll(Type type) =>
        type.GetMethod(nameof(ToString), Members, [])!.GetCustomAttribute<CompilerGeneratedAttribute>(inherit: false) is not null;

    [GeneratedRegex("(Password|Passphrase|Challenge|JoinCode|UnlockCode|Token|PushMagic|Secret|^Pin)$")]
    private static partial Regex SecretName();

    private sealed record Told(string Password);

    private sealed record Kept(string Password)
    {
        public override string ToString() => nameof(Kept);
    }

    private sealed record Named(string PasswordFile);
}
