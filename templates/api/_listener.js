addEventListener("message", ({ origin, data }) => {
  if (origin === "{{ site }}" && data?.ballast === "height") document.getElementById("ballast").height = data.height;
});
