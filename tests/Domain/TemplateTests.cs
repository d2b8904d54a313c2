using CsCheck;
using Xunit;

namespace Chancery.Domain.Tests;

public sealed class TemplateTests
{
    private static readonly ManagedDevice Phone = new()
    {
        Id = World.Id(1),
        EnrollmentId = World.Id(2),
        Platform = Platform.IOS,
        DeviceName = "Phone",
        SerialNumber = "C0FFEE",
    };

    private static readonly User Alice = new(World.Id(3), "alice@example.test", "a.example@example.test", "Alice Example", "Alice", "Example");

    [Theory]
    [InlineData("CN={{UserName}},E={{EmailAddress}}", "CN=alice,E=a.example@example.test")]
    [InlineData("CN={{givenname}} {{SURNAME}}", "CN=Alice Example")]
    [InlineData("CN=\"{{SurName}}, {{GivenName}}\",O=Finance Group", "CN=\"Example, Alice\",O=Finance Group")]
    [InlineData("CN={{SerialNumber}}+OU={{DeviceName}};C=FR", "CN=C0FFEE+OU=Phone,C=FR")]
    [InlineData("2.5.4.42={{GivenName}}", "2.5.4.42=Alice")]
    public void Subject_is_resolved(string template, string subject) =>
        Assert.Equal(subject, Templates.ResolveSubject(template, Phone, Alice).Value);

    [Fact]
    public void Missing_variable_is_named()
    {
        var error = Templates.ResolveSubject("CN={{UserName}},E={{EmailAddress}}", Phone, Alice with { Mail = null }).Error;
        Assert.Equal(new Error("templateVariableMissing", "{{EmailAddress}}"), error);
        Assert.Equal("templateVariableMissing", Templates.Resolve("{{IMEI}}", Phone, Alice).Error?.Code);
        Assert.Equal("templateVariableMissing", Templates.Resolve("{{UserName}}", Phone, null).Error?.Code);
    }

    [Fact]
    public void Unknown_variable_is_named() =>
        Assert.Equal(new Error("templateVariableUnknown", "{{Shoe}}"), Templates.Resolve("{{Shoe}}", Phone, Alice).Error);

    [Theory]
    [InlineData("{{EmailAddress")]
    [InlineData("Alice")]
    [InlineData("CN=a,")]
    [InlineData("CN=\"a")]
    [InlineData("CN=a\"b\"")]
    [InlineData("=a")]
    [InlineData("C N=a")]
    public void Malformed_template_is_refused(string template) =>
        Assert.Equal("templateMalformed", Templates.ResolveSubject(template, Phone, Alice).Error?.Code);

    [Fact]
    public void Template_that_is_too_long_is_refused() =>
        Assert.Equal("templateMalformed", Templates.ResolveSubject("CN=" + new string('a', 5000), Phone, Alice).Error?.Code);

    [Fact]
    public void Value_never_adds_an_attribute()
    {
        Gen.String[Gen.Char["aé ,+=\"<>#;\\\r\n/{}"], 1, 20].Sample(name =>
        {
            var subject = Templates.ResolveSubject("CN={{DisplayName}},O=Example", Phone, Alice with { DisplayName = name }).Value;
            var parts = SubjectTemplate.Parse(subject).Value;
            Assert.Equal(2, parts.Count);
            Assert.Equal(new SubjectPart("", "CN", name), parts[0]);
        });
    }

    [Fact]
    public void Any_template_gives_a_value_or_an_error() =>
        Gen.String[Gen.Char["CN={}\",;+ aU"], 0, 40].Sample(template =>
        {
            var result = Templates.ResolveSubject(template, Phone, Alice);
            Assert.True(result.IsOk || ErrorCatalogue.TryFind(result.Error.Code) is not null);
        });
}
