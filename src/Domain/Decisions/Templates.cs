using System.Text;

namespace Chancery.Domain;

/// <summary>
/// Subject and address templates with Intune's variables (facts of Intune 1.4), e.g. <c>CN={{UserName}},E={{EmailAddress}}</c>.
/// A variable that the person or the device lacks is an error value naming it: half a subject is never made.
/// </summary>
public static class Templates
{
    // Far above any real subject, far below anything that costs.
    private const int LongestTemplate = 4096;

    /// <summary>Resolves the variables of plain text, such as an address.</summary>
    /// <param name="template">The template.</param>
    /// <param name="device">The device.</param>
    /// <param name="user">Its person.</param>
    /// <returns>The text; or <c>templateMalformed</c>, <c>templateVariableUnknown</c>, <c>templateVariableMissing</c>.</returns>
    public static Result<string> Resolve(string template, ManagedDevice device, User? user)
    {
        if (template.Length > LongestTemplate)
        {
            return new Error("templateMalformed", Detail: $"longer than {LongestTemplate} characters");
        }

        var text = new StringBuilder();
        var position = 0;
        while (template.IndexOf("{{", position, StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                return new Error("templateMalformed", template, "a {{ without its }}");
            }

            var variable = TemplateVariables.Value(template[(open + 2)..close], device, user);
            if (!variable.IsOk)
            {
                return variable.Error;
            }

            text.Append(template, position, open - position).Append(variable.Value);
            position = close + 2;
        }

        return text.Append(template, position, template.Length - position).ToString();
    }

    /// <summary>
    /// Resolves a subject. The template is taken apart before anything is put in, so a value can never add an attribute of its own:
    /// <c>Alice, O=Evil Corp</c> stays one common name, quoted.
    /// </summary>
    /// <param name="template">The template, CertStrToName syntax.</param>
    /// <param name="device">The device.</param>
    /// <param name="user">Its person.</param>
    /// <returns>The subject, CertStrToName syntax; or an error as of <see cref="Resolve"/>.</returns>
    public static Result<string> ResolveSubject(string template, ManagedDevice device, User? user)
    {
        if (template.Length > LongestTemplate)
        {
            return new Error("templateMalformed", Detail: $"longer than {LongestTemplate} characters");
        }

        var parts = SubjectTemplate.Parse(template);
        if (!parts.IsOk)
        {
            return parts.Error;
        }

        var subject = new StringBuilder();
        foreach (var part in parts.Value)
        {
            var value = Resolve(part.Value, device, user);
            if (!value.IsOk)
            {
                return value;
            }

            subject.Append(part.Separator).Append(part.Attribute).Append('=').Append(SubjectTemplate.Quote(value.Value));
        }

        return subject.ToString();
    }
}
